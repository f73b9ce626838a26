import type { Inline, Link } from '../../markdown/page.ts';
import { gather } from '../../model/gather.ts';
import type { TypeText } from '../fact.ts';

/** The types that a sentence names as that of a body; the first one is the answer, others may come instead. */
export interface NamedTypes {
  readonly type: TypeText | undefined;
  readonly others: readonly TypeText[];
}

interface Mention {
  readonly start: number;
  readonly end: number;
  readonly type: TypeText;
}

type Run = Pick<Inline, 'text' | 'links'>;

/**
 * What "… and a collection of [user](../resources/user.md) objects in the response body" names. `text` is what a
 * reader sees; a link decides before words, words in bold or before "object" before a primitive's name.
 */
export function namedTypes(run: Run, raw: string): NamedTypes {
  const links = placed(run);
  let from = 0;
  let next = 0;
  for (const sentence of sentences(run.text)) {
    const own: Placed[] = [];
    for (let one = links[next]; one && one.start < from + sentence.length; one = links[++next])
      own.push({ link: one.link, start: one.start - from });
    const mentions = mentionsIn(sentence, own, raw);
    from += sentence.length;
    const first = mentions[0];
    if (!first) continue;
    const others = alternatives(sentence, mentions);
    // "[a], [b] or [c] objects": the plural behind the last is that of all.
    const collection = first.type.collection || others.some((other) => other.collection);
    return { type: { ...first.type, collection }, others };
  }
  return { type: undefined, others: [] };
}

/** Full stops inside names (`microsoft.graph.user`) end no sentence. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?:;])(?=\s+(?:[A-Z]|\d))/);
}

/** Sentences that are not about this answer: where to read on, and which request tells what became of this one. */
const aside =
  /^\s*(?:(?:when|once|after) (?:\w+ ){0,3}(?:operation|job|request|process|registration|task)\b[^,.]*\b(?:complete[sd]?|finish(?:es|ed)|done|succeed(?:s|ed))\b|for (?:more|details|a list)|see\b|to learn|learn\b|note\b|(?:to )?(?:check|monitor|track|poll)\b)|\b(?:mak(?:e|ing)|issu(?:e|ing)|send(?:ing)?|perform(?:ing)?) (?:an?|another) GET\b|\ba GET request to (?:the|this|that) (?:\w+ )?(?:location|ur[il]|link|address)\b|^\s*(?:the |an? )?(?:[\w-]+ )?(?:response )?header (?:will )?(?:contains?|includes?|provides?|gives?|specif(?:y|ies)|indicates?)\b(?![^.]*\bbody\b)/i;

interface Placed {
  readonly link: Link;
  readonly start: number;
}

/** Where the labels of links stand in the text; links come in its order. */
function placed(run: Run): Placed[] {
  const found: Placed[] = [];
  let from = 0;
  for (const link of run.links) {
    const start = link.text === '' ? -1 : run.text.indexOf(link.text, from);
    if (start === -1) continue;
    from = start + link.text.length;
    found.push({ link, start });
  }
  return found;
}

function mentionsIn(sentence: string, links: readonly Placed[], raw: string): Mention[] {
  if (aside.test(sentence)) return [];
  const linked = gather(links, ({ link, start }): Mention[] => {
    const end = start + link.text.length;
    const after = sentence.slice(end, end + 60);
    if (
      !leadsToType(link, after) ||
      beside.test(after) ||
      isPassing(sentence.slice(Math.max(0, start - 160), start))
    )
      return [];
    return [{ start, end, type: typeAt(sentence, start, end, linkName(link), link.target) }];
  });
  if (linked.length > 0) return linked;
  const worded = wordMention(sentence, raw);
  if (worded) return [...listedBefore(sentence, raw, worded), worded];
  const other = qualifiedMention(sentence) ?? primitiveMention(sentence) ?? truthMention(sentence);
  return other ? [other] : [];
}

/** Resource pages stand in a folder of their own; a page of the same folder is an operation unless called an object. */
function leadsToType(link: Link, after: string): boolean {
  const target = link.target ?? '';
  if (/(?:^|\/)resources\/[^/]+$/i.test(target)) return true;
  const named = /^\s*(?:objects?|resources?|collection|entit(?:y|ies))\b/i.test(after);
  return named && /^[\w.-]+\.md(?:#|$)/i.test(target);
}

/** A link's label where it is a name, else the page that it leads to. */
function linkName(link: Link): string {
  const plain = link.text
    .replace(/^#/, '')
    .replace(/\s+(?:resources?|objects?|types?|entity|collection)\b.*$/i, '');
  if (/^[A-Za-z][\w.]*$/.test(plain)) return plain;
  const path = (link.target ?? '').split(/[?#]/)[0] ?? '';
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.md$/i, '')
    .replace(/^.*-/, '');
}

/** What follows a name that is not what the body holds: "the [user]'s [messages]", "the [job] in the Location header". */
const beside = /^(?:['’]s\b|\s+(?:\w+ )?in (?:the|a) (?:response )?(?:[\w-]+ )?header\b)/i;

/** Words before a name by which it is not what the body holds: a header's address, a part of what is asked for. */
function isPassing(before: string): boolean {
  return (
    /\b(?:headers?|ur[il]s?|links?|path|location)\b(?![^,;]*\b(?:body|contains)\b)[^,;]*\b(?:to|of|for|pointing|points|with|that)\b[^,;]*$/i.test(
      before.slice(-160),
    ) ||
    /\b(?:expanded with|properties of|property of|relationships? of|id of|status of|belonging to|associated with|instead of|based on|part of|created for|matching|represented by|other than|except(?: for)?|unlike|in addition to|from|into|within|in an? new|whether|creates|number of|count of|(?:described|documented|defined|explained) (?:in|by|on))\s+(?:the\s+|an?\s+|each\s+|matching\s+|new\s+|existing\s+|created\s+)*$/i.test(
      before.slice(-80),
    )
  );
}

function typeAt(
  sentence: string,
  start: number,
  end: number,
  name: string,
  target: string | undefined,
): TypeText {
  const before = sentence.slice(Math.max(0, start - 80), start);
  const after = sentence.slice(end, end + 60);
  const collection =
    /\b(?:collections?|lists?|arrays?|sets?)(?:\s+(?:of|containing|that contains?|with)\b[^.;]*|\()$/i.test(
      before,
    ) ||
    /^\s*(?:\w+\s+)?(?:collections?|arrays?)\b/i.test(after) ||
    /^(?:s\b|\s*(?:objects|resources|entities|items|instances)\b)/i.test(after) ||
    /^(?:collection|list|array) of\b|\s+collection$/i.test(sentence.slice(start, end)) ||
    (isPlural(name, target) && !/^\s*(?:object|resource|entity)\b/i.test(after));
  return { text: sentence.slice(start, end), name, collection, target };
}

/** `[messages](../resources/message.md)`: more than one of what the page describes. */
function isPlural(name: string, target: string | undefined): boolean {
  const file = (target?.split(/[?#]/)[0] ?? '').replace(/^.*[/-]|\.md$/gi, '').toLowerCase();
  const plain = name.toLowerCase();
  return file !== '' && (plain === `${file}s` || plain === `${file.replace(/y$/, 'ie')}s`);
}

const filler =
  /^(?:an?|the|new|newly|updated|requested|created|existing|single|same|following|corresponding|resulting|empty|this|that|json|response|request|code|body|value|values|returned|specified|matching|or|and|one|more|of|error|http|method|default|entire|full|its|their|all|any|other|resource|object|odata|properties|data|success|successful|modified|complete|current|valid|target|parent|child|associated|related|root|signed-in|appropriate|desired|given|individual|actual|underlying|navigation|entity|complex|type)$/i;

/** "a **chat** resource", "an `x` object", "the user object", "a microsoft.graph.x collection". */
function wordMention(sentence: string, raw: string): Mention | undefined {
  const nouns = /([A-Za-z][\w.]*)\s+(objects?|resources?|collections?|entit(?:y|ies)|types?)\b/g;
  for (const match of sentence.matchAll(nouns)) {
    const name = match[1] ?? '';
    if (filler.test(name) || isPassing(sentence.slice(Math.max(0, match.index - 160), match.index))) continue;
    const marked = raw.includes(`**${name}**`) || raw.includes(`\`${name}\``) || raw.includes(`*${name}*`);
    const before = /\b(?:an?|the|of|and|new|updated|requested|created|returns?)\s+$/i.test(
      sentence.slice(Math.max(0, match.index - 20), match.index),
    );
    if (!marked && !before) continue;
    // "the items in the members collection": where they are, not what they are.
    if (/^collections?$/.test(match[2] ?? '') && /\bin the\s+$/i.test(sentence.slice(0, match.index)))
      continue;
    const start = match.index;
    const end = start + name.length;
    return { start, end, type: typeAt(sentence, start, end, name, undefined) };
  }
  return markedItems(sentence, raw);
}

/** "**user**, **group** or **application** objects": what is set apart before the last one is listed with it. */
function listedBefore(sentence: string, raw: string, last: Mention): Mention[] {
  const found: Mention[] = [];
  let { start } = last;
  for (;;) {
    const before = /\b([A-Za-z][\w.]{0,80})\s?(?:,|,? (?:or|and|and\/or)) (?:an? )?$/.exec(
      sentence.slice(Math.max(0, start - 100), start),
    );
    const name = before?.[1] ?? '';
    if (!before || !isSetApart(name, raw) || /^(?:true|false|null)$/.test(name)) return found;
    start -= before[0].length;
    const end = start + name.length;
    const { collection } = last.type;
    found.unshift({ start, end, type: { text: name, name, collection, target: undefined } });
  }
}

function isSetApart(name: string, raw: string): boolean {
  return raw.includes(`**${name}**`) || raw.includes(`\`${name}\``);
}

/** "a list of `x` in the response body". */
function markedItems(sentence: string, raw: string): Mention | undefined {
  const match = /\b(?:collection|list|array) of (?:all |the |new )?([A-Za-z][\w.]*)\b/.exec(sentence);
  const name = match?.[1] ?? '';
  if (!match || filler.test(name) || !(raw.includes(`**${name}**`) || raw.includes(`\`${name}\``)))
    return undefined;
  const start = match.index + match[0].length - name.length;
  const end = start + name.length;
  return { start, end, type: { ...typeAt(sentence, start, end, name, undefined), collection: true } };
}

const qualified =
  /\b(?:an?|the|and|of)\s+(?:(Collection)\(([A-Za-z][\w.]*)\)|(microsoft\.graph(?:\.[A-Za-z]\w*)+))/i;

/** "a Collection(microsoft.graph.user)", "a microsoft.graph.user in the response body". */
function qualifiedMention(sentence: string): Mention | undefined {
  const match = qualified.exec(sentence);
  if (!match || isPassing(sentence.slice(Math.max(0, match.index - 160), match.index))) return undefined;
  const [whole, collection, inside, plain = ''] = match;
  const end = match.index + whole.length;
  const start = end - (inside === undefined ? plain.length : inside.length + 'Collection()'.length);
  const type = typeAt(sentence, start, end, inside ?? plain, undefined);
  return { start, end, type: collection === undefined ? type : { ...type, collection: true } };
}

const primitive =
  /\b(?:and|returns?|with|an?|the|of|contains|is)\s+(Strings?|Boolean|bool|Int16|Int32|Int64|Integer|Double|Guid|Stream|Binary|DateTimeOffset|Edm\.[A-Z]\w+)\b(?=\s+(?:in the|collections?|objects?|values?|response|arrays?|representing|that|which|indicating)|\s*[.,;]|\s*$)/i;

/** "a String in the response body", "a Boolean value". */
function primitiveMention(sentence: string): Mention | undefined {
  const match = primitive.exec(sentence);
  const name = match?.[1];
  if (!match || name === undefined || isPassing(sentence.slice(Math.max(0, match.index - 160), match.index)))
    return undefined;
  const start = match.index + match[0].length - name.length;
  const end = start + name.length;
  return { start, end, type: typeAt(sentence, start, end, name.replace(/strings$/i, 'String'), undefined) };
}

/** "`true` in the response body", "a **true** value is returned in the response body". */
function truthMention(sentence: string): Mention | undefined {
  const match = /\b(?:true|false)\b(?: values?)?(?: (?:is|will be) returned)? in the res?ponse body\b/i.exec(
    sentence,
  );
  if (!match) return undefined;
  const end = match.index + match[0].length;
  const type: TypeText = { text: match[0], name: 'Boolean', collection: false, target: undefined };
  return { start: match.index, end, type };
}

/** Names that nothing but "or", "and/or", commas and articles part. */
function alternatives(sentence: string, mentions: readonly Mention[]): TypeText[] {
  const [first] = mentions;
  if (!first) return [];
  const found: TypeText[] = [];
  let end = first.end;
  for (const mention of mentions.slice(1)) {
    const between = sentence.slice(end, mention.start);
    if (!/^(?:\s|,|\b(?:objects?|resources?|collections?|or|and\/or|and|an?|the|either)\b)*$/i.test(between))
      break;
    if (!/[,]|\bor\b|\band\b/i.test(between)) break;
    found.push(mention.type);
    end = mention.end;
  }
  return found.filter((other) => other.name !== first.type.name);
}
