import type { JsonObject } from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import type { Api } from './api.ts';
import { keywordFault } from './json-schema-keywords.ts';
import { visitObjects } from './structure.ts';

/** A keyword of a schema that no validator can make anything of. */
export interface SchemaKeywordFault {
  readonly pointer: string;
  readonly reason: string;
}

/** One walk over the whole document, without building anything: what stands in its schemas that cannot be used. */
export function schemaFaults(api: Api): readonly SchemaKeywordFault[] {
  const faults: SchemaKeywordFault[] = [];
  visitObjects(api.root, 'document', '', (object: JsonObject, form, pointer) => {
    if (form !== 'schema') return;
    for (const key in object) {
      const fault = keywordFault(key, object[key] ?? null, api.version);
      if (typeof fault === 'object' && !fault.foreign)
        faults.push({ pointer: at(pointer(), key), reason: fault.reason });
    }
  });
  return faults;
}
