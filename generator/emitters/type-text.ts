import { isArray, isObject, type Json, stringMember } from '../model/json.ts';
import { jsonLiteral } from '../model/printers/json-literal.ts';
import { markdownCode, markdownText } from '../model/printers/markdown.ts';
import type { Api, Schema } from '../openapi/api.ts';
import type { Names } from './names.ts';

/** Longer lists of values are for the types, not for a table. */
const mostValues = 12;
const deepest = 4;

/** Schemas in a few words of Markdown: the names of generated types where there are any, else what values are. */
export class TypeText {
  readonly #api: Api;
  readonly #names: Names;

  constructor(api: Api, names: Names) {
    this.#api = api;
    this.#names = names;
  }

  of(schema: Schema | undefined, depth = 0): string {
    if (!schema || schema.json === true) return 'any';
    if (schema.json === false) return 'nothing';
    const target = this.#api.resolve(schema);
    const named = this.#names.schemas.get(target.pointer);
    if (named !== undefined) return markdownCode(named);
    if (!isObject(target.json) || depth > deepest) return 'any';
    const { json } = target;
    if (json['const'] !== undefined) return markdownCode(jsonLiteral(json['const']));
    if (isArray(json['enum'])) return values(json['enum']);
    for (const [keyword, word] of [
      ['oneOf', ' or '],
      ['anyOf', ' or '],
      ['allOf', ' and '],
    ] as const) {
      const branches = json[keyword];
      if (!isArray(branches) || branches.length === 0) continue;
      const each = branches.map((_, i) => this.of(this.#api.child(target, keyword, i), depth + 1));
      return [...new Set(each)].join(word);
    }
    return this.#typed(target, json, depth);
  }

  #typed(schema: Schema, json: { readonly [key: string]: Json }, depth: number): string {
    const type = json['type'];
    const names = (isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
    const nullable = this.#api.version === '3.0' && json['nullable'] === true ? ['null'] : [];
    const each = [...names, ...nullable].map((name) => {
      const items = name === 'array' ? this.#api.child(schema, 'items') : undefined;
      if (items) return `list of ${this.of(items, depth + 1)}`;
      const format = stringMember(json, 'format');
      const plain = name === 'string' || name === 'integer' || name === 'number';
      return plain && format !== undefined
        ? `${markdownText(name)} (${markdownText(format)})`
        : markdownText(name);
    });
    return each.length > 0 ? each.join(' or ') : isObject(json['properties']) ? 'object' : 'any';
  }
}

function values(all: readonly Json[]): string {
  const shown = all.slice(0, mostValues).map((value) => markdownCode(jsonLiteral(value)));
  const rest = all.length - shown.length;
  return `${shown.join(' or ')}${rest > 0 ? ` or ${rest} more` : ''}`;
}
