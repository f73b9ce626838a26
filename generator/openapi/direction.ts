import type { Api, Schema } from './api.ts';
import { keywordOf } from './schema-walk.ts';

/** Which way a body travels: read-only members are not sent, write-only members are not answered (JSON Schema 9.4). */
export type Direction = 'request' | 'response';

/** Whether a member travels that way. */
export function travels(api: Api, property: Schema, direction: Direction): boolean {
  return keywordOf(api, property, direction === 'request' ? 'readOnly' : 'writeOnly') !== true;
}
