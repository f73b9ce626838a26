import { pathSegment } from '../../generator/model/printers/path.ts';
import type { Parts } from './exchange.ts';
import { concretePath } from './exchange.ts';
import { sample } from './sample.ts';

export interface ReadyRequest {
  /** Upper-case. */
  readonly method: string;
  /** With keys that exist in the place of the parameters. */
  readonly path: string;
}

/** A request for each operation that can be sent as it stands, in the document's order, up to a limit. */
export function readyRequests(parts: Parts, limit: number): readonly ReadyRequest[] {
  const found: ReadyRequest[] = [];
  for (const template of parts.api.paths) {
    if (found.length >= limit) break;
    const path = filled(parts, template);
    for (const { method } of parts.api.operationsAt(template))
      found.push({ method: method.toUpperCase(), path });
  }
  return found.slice(0, limit);
}

/** From the left: which users there are decides which messages there are. */
function filled(parts: Parts, template: string): string {
  const parameters = new Map<string, string>();
  const match = { template, parameters, prefix: '' };
  const segments = template.split('/');
  for (let length = 2; length <= segments.length; length++) {
    const resource = parts.resources.at(segments.slice(0, length).join('/'));
    if (resource?.kind !== 'collection' || resource.itemPath !== segments.slice(0, length).join('/'))
      continue;
    const [key] = parts.store.rows(concretePath(resource.collectionPath, match)).keys();
    if (key !== undefined) parameters.set(resource.keyParameter, key);
  }
  const declared = parts.api.operationsAt(template)[0]?.parameters ?? [];
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = declared.find((candidate) => candidate.in === 'path' && candidate.name === name);
    const made = sample(parts.api, parameter?.schema, { now: parts.clock.at(0) });
    return pathSegment(parameters.get(name) ?? (made === '' || made === null ? name : String(made)));
  });
}
