import { isArray, isObject, type Json, stringMember } from '../../generator/model/json.ts';
import { primitiveType } from '../../generator/resolve/primitive-types.ts';

/** What a member of a JSON representation says of its type. Undefined parts are not said. */
export interface RepresentedType {
  /** An `Edm.` primitive or a type's name as it stands. */
  readonly name: string | undefined;
  /** As the page writes it, for messages. */
  readonly text: string;
  readonly collection: boolean | undefined;
}

/** What pages put behind a type in a representation: it says how the string is to be read, not another type. */
const remark = /\s*\([\w ,/-]{1,40}\)$/;

/** No type's name is longer; longer texts are samples, and hostile ones are slow to look through. */
const longest = 300;

/** `"String"`, `{ "@odata.type": "…" }`, `[ … ]`, `true`. Undefined for a sample value, which states no type. */
export function representedType(value: Json): RepresentedType | undefined {
  if (typeof value === 'string' && value.length > longest) return undefined;
  if (isArray(value)) {
    const item = value[0] === undefined ? undefined : representedType(value[0]);
    return { name: item?.name, text: item?.text ?? '', collection: true };
  }
  if (isObject(value)) {
    // What has an id of its own is a sample of a thing, whose type may be whatever fits there.
    const type = '@odata.id' in value ? undefined : stringMember(value, '@odata.type');
    return type === undefined ? { name: undefined, text: '', collection: false } : named(type);
  }
  if (typeof value === 'boolean') return { name: 'Edm.Boolean', text: String(value), collection: false };
  if (typeof value === 'number') return { name: 'number', text: String(value), collection: false };
  if (typeof value !== 'string') return undefined;
  const plain = value.trim();
  return isTypeName(
    plain
      .replace(/^Collection\((.*)\)$/i, '$1')
      .replace(remark, '')
      .replace(/ collection$/i, ''),
  )
    ? named(plain)
    : undefined;
}

function named(text: string): RepresentedType {
  const wrapped = /^#?Collection\((.*)\)$/i.exec(text.trim());
  const trailing = /^(.*) collection$/i.exec(text.trim());
  const inner = (wrapped?.[1] ?? trailing?.[1] ?? text).trim().replace(/^#/, '');
  const bare = inner.replace(remark, '');
  return { name: primitiveType(bare) ?? bare, text, collection: wrapped !== null || trailing !== null };
}

/** A primitive's own name or a qualified one: any other word is a sample value. */
function isTypeName(text: string): boolean {
  return /^(?:Edm|microsoft\.graph)\.[A-Za-z][\w.]*$/.test(text) || primitiveNames.has(text);
}

const primitiveNames: ReadonlySet<string> = new Set([
  'String',
  'string',
  'Boolean',
  'boolean',
  'Int16',
  'Int32',
  'Int64',
  'Byte',
  'Double',
  'Single',
  'Decimal',
  'DateTimeOffset',
  'Date',
  'TimeOfDay',
  'Duration',
  'Guid',
  'Binary',
  'Stream',
]);

/** Names of one type, with or without namespace, in whatever letter case. */
export function sameName(a: string, b: string): boolean {
  return withoutNamespace(a).toLowerCase() === withoutNamespace(b).toLowerCase();
}

/** "a or b", "a/b": a cell that does not say one type. */
export function isChoice({ text }: { readonly text: string }): boolean {
  return /\bor\b|[/,|]/.test(text);
}

export function withoutNamespace(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const shapes: ReadonlyMap<string, 'number' | 'text' | 'boolean'> = new Map(
  Object.entries({
    number: 'number',
    'Edm.Int16': 'number',
    'Edm.Int32': 'number',
    'Edm.Int64': 'number',
    'Edm.Byte': 'number',
    'Edm.SByte': 'number',
    'Edm.Double': 'number',
    'Edm.Single': 'number',
    'Edm.Decimal': 'number',
    'Edm.Boolean': 'boolean',
    'Edm.String': 'text',
    'Edm.DateTimeOffset': 'text',
    'Edm.Date': 'text',
    'Edm.TimeOfDay': 'text',
    'Edm.Duration': 'text',
    'Edm.Guid': 'text',
    'Edm.Binary': 'text',
    'Edm.Stream': 'text',
  } as const),
);

/** Whether two primitives cannot be meant by one word: `String` may stand for whatever JSON writes as a string. */
export function primitivesDiffer(represented: string, declared: string): boolean {
  const [a, b] = [shapes.get(represented), shapes.get(declared)];
  if (a === undefined || b === undefined) return false;
  if (a !== b) return true;
  return represented !== declared && represented !== 'number' && represented !== 'Edm.String';
}
