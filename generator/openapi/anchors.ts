import { type JsonObject, stringMember } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';
import { visitObjects } from './structure.ts';

/** Where the names stand that schemas give themselves (JSON Schema 2020-12, 8.2.2). */
export function anchorsOf(root: JsonObject): ReadonlyMap<string, readonly string[]> {
  const anchors = new Map<string, string[]>();
  visitObjects(root, 'document', '', (object, form, pointer) => {
    if (form !== 'schema') return;
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const name = stringMember(object, keyword);
      if (name === undefined) continue;
      listAt(anchors, name).push(pointer());
    }
  });
  return anchors;
}
