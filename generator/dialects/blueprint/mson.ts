import type { Page } from '../../markdown/page.ts';
import type { ParameterRow, PropertyRow, TypeText } from '../fact.ts';
import type { ItemPiece } from './scan.ts';

/** `name: example (type, required) - description`: a parameter, or a member of an object in MSON. */
export interface Member {
  readonly name: string;
  readonly type: TypeText | undefined;
  readonly description: string;
  readonly required: boolean | undefined;
  readonly nullable: boolean | undefined;
}

const member = /^`?([^\s:(`]+)`?\s*(?::\s*(.*?))??\s*(?:\(([^()]*)\))?\s*(?:-\s+(.*))?$/;
const words = new Set(['required', 'optional', 'nullable', 'fixed', 'fixed-type', 'sample', 'default']);

export function memberOf({ text }: ItemPiece): Member | undefined {
  const [, name, , remarks = '', description = ''] = member.exec(text) ?? [];
  if (name === undefined) return undefined;
  const said = remarks.split(/\s*,\s*/).map((one) => one.trim());
  const type = said.find((one) => one !== '' && !words.has(one.toLowerCase()));
  return {
    name,
    type: type === undefined ? undefined : typeOf(type),
    description: description.trim(),
    required: said.includes('required') ? true : said.includes('optional') ? false : undefined,
    nullable: said.includes('nullable') ? true : undefined,
  };
}

const usual: Readonly<Record<string, string>> = {
  enum: 'string',
  'enum[string]': 'string',
  'enum[number]': 'number',
};

/** `array[Ship]`, `number`, `Ship`. */
export function typeOf(text: string): TypeText {
  const list = /^array\s*(?:\[\s*([^\],]*)[^\]]*\])?$/i.exec(text);
  const name = list ? (list[1] ?? '').trim() || 'object' : text;
  const known = Object.hasOwn(usual, name.toLowerCase()) ? usual[name.toLowerCase()] : undefined;
  return { text, name: known ?? name, collection: list !== null, target: undefined };
}

/** A parameter is required unless it says otherwise (API Blueprint, "URI parameters section"). */
export function parameterOf({ name, type, description, required }: Member): ParameterRow {
  return { name: decoded(name), type, description, required: required ?? true, values: [] };
}

/** `%24filter` is the way to write `$filter` in a URI template. */
export function decoded(name: string): string {
  return name.replaceAll(/%24/g, '$');
}

export function propertyOf(page: Page, { range }: ItemPiece, found: Member): PropertyRow {
  const at = page.place(range);
  return {
    ...found,
    readOnly: /\bread[- ]?only\b/i.test(found.description),
    inheritedFrom: undefined,
    values: [],
    nameAt: at,
    typeAt: found.type && at,
    cells: 1,
    columns: 1,
  };
}
