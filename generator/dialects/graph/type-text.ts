import type { Inline } from '../../markdown/page.ts';
import type { TypeText } from '../fact.ts';

const collectionOf =
  /^(?:an?\s+)?(?:(?:collections?|arrays?|lists?)\s*(?:[(<]\s*(.*?)\s*[)>]?|\s+of\s+(.*))|(?:collection|array):?\s+([\w.]+))$/i;
const trailingCollection = /(?:(?:\s+\(?|\()(?:collections?|array|list)|-collection)\)?[.;:]*(?:\s.*)?$/i;
/** `[ship](ship.md]`, `[ship] (ship.md)`, `(ship)[ship.md]`: what was meant to be a link, and one that stands in a code span. */
const brokenLink =
  /[[(]?([A-Za-z#][\w.]{0,100}) ?[\])]\s?[([]?((?:[\w.-]{1,100}\/){0,9}[\w.-]{1,200}\.md(?:#[\w-]{0,100})?)[)\]]?/;
const bytes = /^bytes?(?:\[\]| arrays?)$/i;
const remark =
  /^\((?:optional|required|read-?only)\)\s*|^(?:nullable|optional)\s+(?=\w)|(?<=\w)\?$|\s*[(,]\s*(?:read-?only|optional|required|(?:not )?nullable|enum|flags?)\)?\s*$/gi;
/** `string, maximum size 20`: how long the text may be says nothing of its type. */
const length = /,?\s*\(?max(?:imum)?\.? (?:size|length)(?: of)? \d+\)?\s*$/i;
/** `Int64 (bytes)`: what the number counts, or how the text is written. What stands behind `string` may be its type. */
const unit =
  /^((?:Edm\.)?(?:Boolean|Bool|Int(?:16|32|64)?|Integer|Long|Double|Float|Single|Decimal|Number|Numeric|Guid|Binary|Date(?:Time(?:Offset)?)?|TimeOfDay|Duration|Enum(?:eration)?)) ?\([^()]*\)$/i;
/** `user or null`: nothing instead is no other type. */
const orNull = /\s*(?:\bor\b|[/|])\s*null$/i;
/** `Collection(string) of color`: the enumeration, whose members are texts. */
const textsOf = /^collection\((?:edm\.)?string\) of (?=[\w.]+$)/i;
const word = /\s+(?:complex )?(?:resource|object|type|entity|enum|enumeration|instance|value)s?(?:\s.*)?$/i;
/** `a or b`, `a/b`, `a, b`, `a \| b`: none of them is the type. */
const several = /\s+or\s+|\s*[/|,]\s*|\s+and\s+/i;
/** Names that stand in no sentence by accident. */
const spelled = /^(?:Edm\.[A-Z]\w+|DateTimeOffset|Boolean|Int(?:16|32|64)|Guid|TimeOfDay|String)$/;
/** `DateTime (ISO 8601)`, `Int32 (0-100)`. */
const behindName = /^([A-Za-z]\w*) ?\([^()]*\)$/;
const identifier = /^#?[A-Za-z_][\w.]*$/;

/**
 * The type that a cell names: `String`, `Edm.Int32`, `String collection`, `Collection(Edm.String)`,
 * `[user](../resources/user.md) collection`, `[user][]`. Undefined for an empty cell. A cell that names several
 * types, or none but in prose, has the name `''`.
 */
export function typeText(cell: Inline): TypeText | undefined {
  const { text } = cell;
  if (text === '') return undefined;
  if (text.length > 500) return { text, name: '', collection: false, target: undefined };
  const meant = cell.links.length === 0 && text.includes('.md') ? withLink(cell) : undefined;
  if (meant) return typeText(meant);
  const plain = plainOf(spaced(cell));
  if (bytes.test(plain)) return { text, name: 'Binary', collection: false, target: undefined };
  const wrapped = collectionOf.exec(plain);
  const collection = wrapped !== null || trailingCollection.test(plain) || /\w ?\[\]$/.test(plain);
  const written = wrapped ? (wrapped[1] ?? wrapped[2] ?? wrapped[3] ?? '') : plain;
  const link = cell.links.length === 1 ? cell.links[0] : undefined;
  const name = bare(link && written.includes(link.text) && !several.test(written) ? link.text : written);
  if (isTypeName(name)) return { text, name, collection, target: link?.target };
  const remarked = name.includes('(') ? behindName.exec(name)?.[1] : undefined;
  if (remarked !== undefined) return { text, name: remarked, collection, target: link?.target };
  // A label in words ("Table column") that is all there is: the page that it leads to knows the name.
  if (link && bare(written) === bare(link.text)) return { text, name: '', collection, target: link.target };
  const only = nameInside(cell, written);
  return { text, name: only?.name ?? '', collection, target: only?.target };
}

/** The cell as it was meant, if a link in it is broken. */
function withLink(cell: Inline): Inline | undefined {
  const match = brokenLink.exec(cell.text);
  const [whole = '', name = '', target = ''] = match ?? [];
  return match
    ? { ...cell, text: cell.text.replace(whole, name), links: [{ text: name, target, form: 'inline' }] }
    : undefined;
}

/** Without remarks on what is a type all the same. */
function plainOf(text: string): string {
  const plain = text.replace(remark, '').replace(length, '').trim();
  return plain.replace(orNull, '').replace(unit, '$1').replace(textsOf, 'collection of ');
}

/** `[user](user.md)collection`: a name, and a word behind it. */
function spaced({ text, links: [link, ...others] }: Inline): string {
  if (!link || others.length > 0 || link.text === '' || !text.startsWith(link.text)) return text;
  return text.slice(link.text.length).toLowerCase() === 'collection' ? `${link.text} collection` : text;
}

/** Whether a cell could name a type at all: prose that slipped into the column does not. */
export function namesType(cell: Inline): boolean {
  const type = typeText(cell);
  return type !== undefined && (type.name !== '' || type.target !== undefined);
}

/** A primitive type as tables spell it, which no sentence holds by accident. */
export function isPrimitiveName(text: string): boolean {
  return spelled.test(text);
}

/** "complex" says of which kind a type is and not which one. */
function isTypeName(name: string): boolean {
  if (/^complex$/i.test(name)) return false;
  return identifier.test(name) || /^(?:edm\.)?string \([^()]*\)$/i.test(name);
}

/** Alternatives that are all one type, and a type that stands at the end or the beginning of a sentence. */
function nameInside(cell: Inline, written: string): { name: string; target: string | undefined } | undefined {
  const parts = [...new Set(written.split(several).map(bare))];
  if (parts.length === 1 && parts[0] !== undefined && isTypeName(parts[0]))
    return { name: parts[0], target: cell.links[0]?.target };
  const words = written.split(/[\s.,;:]+/).filter((part) => part !== '');
  if (words.length < 3 || parts.some(isTypeName)) return undefined;
  const names = [...new Set([words[0] ?? '', words.at(-1) ?? ''].filter((name) => spelled.test(name)))];
  return names.length === 1 ? { name: names[0] ?? '', target: undefined } : undefined;
}

/** `user resource` → `user`, `String collection` → `String`; a name that merely ends in "Collection" stays. */
function bare(name: string): string {
  return name
    .replace(/\]? ?\[\]$/, '')
    .replace(/^[[`*_"']+|[\]`*"'.:;]+$/g, '')
    .replace(trailingCollection, '')
    .replace(/\]$/, '')
    .replace(word, '')
    .replace(/^#/, '')
    .trim();
}
