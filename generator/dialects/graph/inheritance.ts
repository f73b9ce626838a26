import type { Block, Inline, Link, Section } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { gather } from '../../model/gather.ts';
import type { TypeSubject, TypeText } from '../fact.ts';
import { isCalled, prose, type Reading } from './reading.ts';

/** "inherits from", "is derived from", "is a type of", "a subclass of": what follows is the base. */
const verb =
  /\b(?:inherits|inherited|derives|derived|(?:is )?an? (?:sub-?type|sub-?class|specialization|derived type)|is an? (?:(?:concrete|specific|special|specialized|particular) )?(?:type|kind)|extends|^(?:sub-?type|sub-?class|specialization)(?= of\b))\b(?: (?:all )?(?:of )?(?:its |the |\w+ )?properties)?(?: (?:from|of))?(?: (?:the|an?|its))?(?: (?:base|abstract|parent))*(?: (?:type|class|resource|entity))?[:,]?\s+/i;
const label =
  /^\W{0,4}(?:(?:its|the) )?(?:base|parent) (?:type|class|resource)(?: is(?: the)?)?\W{1,4}(?=\w)/i;
/** "The following properties are" inherited from …: said of the page's own type. */
const ownRows =
  /^(?:the |these |all )?(?:(?:following|other|remaining|common) )?(?:propert(?:y|ies)|relationships?|members)(?: (?:below|listed|shown|here))? (?:is|are)(?: all)?\b/i;
/** How a sentence without a subject begins that is about the page's own type. */
const subjectless = /^(?:represents|used|describes|defines|contains|provides|specifies|holds|stores)\b/i;
/** Words of a subject that mean the page's own type, besides its name. */
const self =
  /\b(?:it(?:['’]s)?|is|note|this|that|the|an?|and|also|which|abstract|open|complex|base|type|types|resource|entity|object|class|super-?class|represents?|creates)\b/gi;
const isBase =
  /\bbase (?:type|class|resource|entity)\b|\b(?:types|resources|entities|classes|objects) (?:that )?(?:inherit|derive|extend)|\b(?:inherit|derive|extend)s? from (?:this|it)\b|\bis (?:inherited|extended) by\b|\bderived (?:types|resources)\b|\bsuper-?(?:type|class) (?:of|for)\b|\b(?:is|are) (?:an? )?(?:sub-?(?:type|class)(?:e?s)?|specializations?) of (?:this|it)\b|\b(?:is|are|can be) (?:one|any) of the following (?:derived )?(?:types|resources)\b|^(?:its |the )?(?:sub-?(?:types|classes)|derived types) (?:are|include)\b/i;
/** "One of the types derived from x": x is the base of this one. */
const isOneOf = /\bone of the \w+ (?:that )?(?:deriv|inherit|extend)\w*\b/i;
const isAbstract =
  /^(?:represents )?(?:an? )?abstract (?:\w+ )?(?:type|class|resource|entity|complex type)\b|^(?:this abstract (?:base )?(?:type|class|resource|entity) is|represents the abstract (?:base )?(?:type|class|resource|entity))\b|^the abstract (?:base )?(?:type|class|resource|entity) (?:for|that|from)\b|\bis an abstract\b|\b(?:type|resource|entity|(?:super-?)?class) is abstract\b|^it is abstract\b/i;
/** "This resource is an open type", "An open complex type that holds …". */
const isOpen =
  /(?:\b(?:type|resource|entity|object) is|^(?:(?:this|it|the [*`]*\w+[*`]*)(?: resource| object| type)? is)?) ?an open (?:complex |entity )?type\b/i;

/** Without one of these words a text says none of it. */
const mayTell =
  /deriv|inherit|extend|abstract|open (?:complex |entity )?type|base|type of|(?:sub|super)-?(?:class|type)|specialization|of the following/i;

/** What prose says of a type's place among types: its base, those derived from it, whether it is abstract or open. */
export function readInheritance(
  reading: Reading,
  section: Section,
  subject: TypeSubject,
  title: string,
): void {
  for (const part of sectionsBelow(section)) {
    if (isCalled(part, /^see also|^example|^methods\b/) || isOfAnother(part.title, title)) continue;
    const derived = isCalled(part, /^(?:derived|inherited|sub) ?-?types?$/);
    for (const [i, block] of part.blocks.entries()) {
      if (derived) readListed(reading, [block], subject, title);
      else if (block.kind !== 'list')
        for (const inline of prose(block)) readText(reading, inline, part.blocks[i + 1], subject, title);
    }
  }
}

/** "The berthSettings complex type", below the page of the type that holds one: what is said there is said of that. */
function isOfAnother(heading: string, title: string): boolean {
  const named = /^(?:[Tt]he )?([a-z]+[A-Z]\w*) (?:(?:complex|entity|resource) )?(?:type|resource)$/;
  const name = named.exec(heading.trim())?.[1];
  return name !== undefined && name.toLowerCase() !== title.toLowerCase();
}

function readText(
  reading: Reading,
  inline: Inline,
  next: Block | undefined,
  subject: TypeSubject,
  title: string,
): void {
  const { text } = inline;
  // Nobody writes so much of one type; what is longer is no prose.
  if (text.length > 20_000) return;
  if (!mayTell.test(text)) return;
  const at = reading.page.place(inline.range);
  const kind = 'prose';
  for (const sentence of text.split(/(?<=[.!?])\s+(?=[A-Z*[])/)) {
    const parent = baseIn(sentence, inline, title);
    if (parent) reading.facts.push({ predicate: 'derived-from', subject, value: parent, kind, at });
    if (isAbstract.test(sentence) && meansSelf(sentence.split(/\b(?:an? )?abstract\b/i)[0] ?? '', title))
      reading.facts.push({ predicate: 'abstract', subject, value: true, kind, at });
    if (isOpen.test(sentence)) reading.facts.push({ predicate: 'open-type', subject, value: true, kind, at });
    if (parent || isOneOf.test(sentence) || !isBase.test(sentence) || !speaksOf(sentence, title)) continue;
    for (const link of listedTogether(sentence, inline.links))
      pushDerived(reading, link, inline, subject, title);
    if (next?.kind === 'list' && /[:.]$/.test(text) && text.endsWith(sentence))
      readListed(reading, [next], subject, title);
  }
}

/** What may stand between the types of one list. */
const between =
  /^(?:[\s,]|\b(?:and|or|the|an?|also|as well as|resources?|types?|entit(?:y|ies)|objects?|classes|class)\b)*$/i;

/** The links of a sentence that nothing but commas and such words part: [a] and [b], which are used in [c]. */
function listedTogether(sentence: string, links: readonly Link[]): Link[] {
  const found: Link[] = [];
  let end = 0;
  for (const link of links) {
    const start = wordAt(sentence, link.text, end);
    if (start === -1 || isPlace(sentence.slice(0, start))) continue;
    if (found.length > 0 && !between.test(sentence.slice(end, start))) break;
    found.push(link);
    end = start + link.text.length;
  }
  return found;
}

/** "All types in the [fleet] inherit from it": where they are. */
function isPlace(before: string): boolean {
  return /\b(?:in|within|inside|under) (?:the |an? |this )?$/i.test(before);
}

/** Where a text stands that is no part of a longer word than its plural; -1 if it does not. */
function wordAt(sentence: string, text: string, from: number): number {
  if (text === '') return -1;
  let at = sentence.indexOf(text, from);
  const isPart = () => {
    const end = at + text.length;
    return /\w/.test(sentence[at - 1] ?? '') || /^(?!s\b)\w/.test(sentence.slice(end, end + 2));
  };
  while (at !== -1 && isPart()) at = sentence.indexOf(text, at + 1);
  return at;
}

/** The type that a sentence says the page's own type is derived from. */
function baseIn(sentence: string, { links, raw }: Inline, title: string): TypeText | undefined {
  const labelled = label.exec(sentence);
  const match = labelled ?? verb.exec(sentence);
  // "Derived type: x" is about a type derived from this one.
  if (
    !match ||
    /\bderived types?\s*:/i.test(sentence) ||
    (!labelled && !meansSelf(sentence.slice(0, match.index), title))
  )
    return undefined;
  const after = sentence.slice(match.index + match[0].length);
  const name = /^#?[A-Za-z][\w.]*\w/.exec(after)?.[0] ?? '';
  const link = links.find((candidate) => candidate.text !== '' && after.startsWith(candidate.text));
  // Without a link only a name that is no plain word, or is set apart from them, can be meant.
  const marked = ['*', '`'].some((mark) => raw.includes(`${mark}${name}${mark}`));
  if (!link && !marked && !/[a-z][A-Z]|\./.test(name)) return undefined;
  const found = link ? (/^[\w.]+/.exec(link.text)?.[0] ?? '') : name.replace(/^#/, '');
  if (found === '' || found.toLowerCase() === title.toLowerCase()) return undefined;
  return { text: match[0] + found, name: found, collection: false, target: link?.target };
}

/** "", "This type", "The **x** resource", "It": the subject of a sentence that is the page's own type. */
function meansSelf(words: string, title: string): boolean {
  const rest = withoutName(words, title).replace(ownRows, '').replace(self, '');
  if (!/[A-Za-z]/.test(rest)) return true;
  return subjectless.test(words.trim()) && /(?:,| and| that| which|\()\s*(?:is\s*)?$/.test(words);
}

function withoutName(words: string, title: string): string {
  const at = words.toLowerCase().indexOf(title.toLowerCase());
  if (at === -1) return words;
  return words.slice(0, at).replace(/\bmicrosoft\.graph\.$/i, '') + words.slice(at + title.length);
}

/** Whether a sentence about derived types is about those of this page's type. */
function speaksOf(sentence: string, title: string): boolean {
  return (
    /\b(?:this|it)\b|^(?:its |the )?(?:sub-?|derived )(?:types|classes)\b/i.test(sentence) ||
    /^(?:(?:represents|defines|serves as) )?(?:an? |the )?(?:abstract )?base\b/i.test(sentence) ||
    sentence.replace(/\s+/g, '').toLowerCase().includes(title.toLowerCase())
  );
}

/** The first link of each item or row. */
function readListed(reading: Reading, blocks: readonly Block[], subject: TypeSubject, title: string): void {
  for (const block of blocks) {
    const cells =
      block.kind === 'list'
        ? block.items.map((item) => item.inline)
        : block.kind === 'table'
          ? gather(block.rows, (row) => row.cells.slice(0, 1))
          : [];
    for (const cell of cells) {
      const link = cell.links[0];
      if (link) pushDerived(reading, link, cell, subject, title);
    }
  }
}

function pushDerived(
  reading: Reading,
  link: Link,
  inline: Inline,
  subject: TypeSubject,
  title: string,
): void {
  const name = /^[\w.]+/.exec(link.text)?.[0] ?? '';
  if (name === '' || link.target === undefined || !/\.md\b/.test(link.target)) return;
  if (name.toLowerCase() === title.toLowerCase() || /[/\\]api[/\\]/.test(link.target)) return;
  const value: TypeText = { text: link.text, name, collection: false, target: link.target };
  const at = reading.page.place(inline.range);
  reading.facts.push({ predicate: 'derived-type', subject, value, kind: 'prose', at });
}
