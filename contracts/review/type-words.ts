import { isArray, isObject, stringMember } from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';

/** `integer (int32)`, `string or null`, `enterpriseCertificate`: a type as a sentence would say it. */
export function typeWords(api: Api, schema: Schema | undefined): string {
  if (!schema) return 'any';
  const named = stringMember(schema.json === true || schema.json === false ? undefined : schema.json, '$ref');
  if (named !== undefined) return named.slice(named.lastIndexOf('/') + 1).replace(/^.*\.(?=[^.]+$)/, '');
  const { json } = schema;
  if (!isObject(json)) return json ? 'any' : 'nothing';
  const type = isArray(json['type']) ? json['type'].join(' or ') : (stringMember(json, 'type') ?? 'any');
  const items = type === 'array' ? ` of ${typeWords(api, api.child(schema, 'items'))}` : '';
  const detail = stringMember(json, 'format') ?? stringMember(json, 'contentEncoding');
  return type + items + (detail === undefined ? '' : ` (${detail})`);
}

/** Whether a schema, or what it refers to, says something of itself in one word. */
export function isSaid(api: Api, schema: Schema, word: 'readOnly' | 'writeOnly' | 'deprecated'): boolean {
  const { json } = api.resolve(schema);
  return (isObject(json) && json[word] === true) || (isObject(schema.json) && schema.json[word] === true);
}
