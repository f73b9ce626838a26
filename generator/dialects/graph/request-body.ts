import type { Inline, Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { columnsOf } from '../columns.ts';
import { exampleBody } from '../example-body.ts';
import type { BodyDescription, TypeText } from '../fact.ts';
import { namedTypes } from './body-type.ts';
import { headOf, propertyRows } from './property-rows.ts';
import { isCalled, placeWithin, prose, type Reading, within } from './reading.ts';
import { typeText } from './type-text.ts';

/**
 * "Request body": that there is none, or of which type it is, the sentence about what is required, and the rows. Of
 * several tables those that describe the value of a parameter named before belong to that parameter.
 */
export function readRequestBody(reading: Reading, section: Section): void {
  const { page, subject } = reading;
  const body: Body = { rows: new Map(), none: undefined };
  for (const part of sectionsBelow(section)) {
    // Headers, answers and examples one level too deep have readers of their own.
    if (part !== section && isCalled(part, /\bheaders?$|^(?:request|response|examples?)\b/)) continue;
    let lead = part === section ? '' : part.title;
    for (const block of part.blocks) {
      for (const inline of prose(block)) {
        readSentences(reading, inline, body);
        // Marks tell names from everyday words.
        lead = inline.raw.replace(/\]\([^()]*\)/g, ']');
      }
      if (block.kind === 'table') readTable(reading, block, body, `${part.title} ${lead}`);
      if (block.kind === 'fence' && /^\s*\{/.test(block.content)) {
        const value = exampleBody(page, block, 0, block.content.length);
        const at = page.place(block.body);
        reading.facts.push({ predicate: 'body-shape', subject, value, kind: 'representation', at });
      }
    }
  }
  if (!body.none || body.rows.size > 0) return;
  const at = page.place(body.none.range);
  const value = body.none.text;
  reading.facts.push({ predicate: 'request-body-none', subject, value, kind: 'prose', at });
}

interface Body {
  /** Names of the rows so far, with the names of their types. */
  readonly rows: Map<string, string>;
  none: Inline | undefined;
}

const none =
  /\b(?:do(?:es)?|should|must|need|will|can) ?(?:not|n['’]t) (?:supply|require|have|need|specify|provide|include|send|accept|contain|take|use|pass)\b[^.]{0,40}\b(?:body|payload|content)\b|\b(?:no|empty) (?:request )?(?:body|payload|content)\b|\brequest body (?:is|should be|must be) (?:empty|blank|ignored)|\bleave the (?:request )?body (?:empty|blank)|\bthere is no (?:request )?body|\bnot required for this|^(?:none|empty|not applicable|n\/a|nothing)\.?$/i;

/** "… However, you can specify …", "Do not supply a body for this method if …": what is none in some cases only. */
const sometimes =
  /\bhowever\b|\bcan (?:optionally )?(?:specify|supply|provide|include)\b|\boptional\b|\b(?:okay|ok|fine|possible) to send an empty\b|\bbody(?: for this \w+)?,? (?:if|unless)\b/i;

function readTable(reading: Reading, table: Table, body: Body, lead: string): void {
  const { page, subject } = reading;
  if (isHeaderTable(table)) return;
  const of = body.rows.size === 0 ? undefined : ownerOf(lead, body.rows);
  const found = columnsOf(table, { type: /^(?:(?:property|parameter) )?(?:data )?type$/, value: /^value$/ });
  for (const { row, value: read } of propertyRows(reading, table)) {
    const at = page.place(row.range);
    // Some tables have their types in a column called "Value".
    const cell = read.type || found.has('type') ? undefined : found.cell(row, 'value');
    const type = read.type ?? (cell && typeText(cell));
    const value = headOf(cell ? { ...read, type, typeAt: page.place(cell.range) } : read);
    const holder = of ?? itemOf(value.description ?? '', body.rows);
    if (holder !== undefined) {
      const nested = { ...value, of: holder };
      reading.facts.push({ predicate: 'parameter-property', subject, value: nested, kind: 'table', at });
      continue;
    }
    // Of the parts of one member the first is enough.
    if (value.name !== read.name && body.rows.has(value.name)) continue;
    body.rows.set(value.name, value.type?.name ?? '');
    reading.facts.push({ predicate: 'body-property', subject, value, kind: 'table', at });
  }
}

/** "For each berth in the **berths** collection, its length.": the row above, of whose items this is a member. */
function itemOf(description: string, rows: ReadonlyMap<string, string>): string | undefined {
  const name = /^for each \w+ in the \W{0,2}(\w+)\W{0,2} (?:collection|array|list)\b/i.exec(description)?.[1];
  return name !== undefined && rows.has(name) ? name : undefined;
}

/** A table of headers that stands in the wrong section: by its own heading or by what its rows are called. */
function isHeaderTable(table: Table): boolean {
  if (columnsOf(table, { header: /^(?:request )?headers?$/ }).has('header')) return true;
  const names = table.rows.map((row) => row.cells[0]?.text ?? '');
  return names.some((name) =>
    /^\W*(?:authorization|content-type|if-match|if-none-match|prefer)\b/i.test(name),
  );
}

const describes = /\b(?:has|have|contains?|consists? of|properties|fields|members)\b/i;

/** The parameter, or the type of one, that the words above a further table name. */
function ownerOf(lead: string, rows: ReadonlyMap<string, string>): string | undefined {
  const words = new Set(lead.match(/[A-Za-z][\w.]*/g)?.map((word) => word.toLowerCase().replace(/\.$/, '')));
  const plainLead = lead.toLowerCase();
  for (const [name, type] of rows) {
    const plain = type.slice(type.lastIndexOf('.') + 1).toLowerCase();
    // Names of one letter case and everyday words would match by chance.
    const marked = ['*', '`'].some((mark) => lead.includes(`${mark}${name}${mark}`)) && describes.test(lead);
    const noun = ['object', 'property', 'parameter', 'collection'].some((word) =>
      plainLead.includes(`${name.toLowerCase()} ${word}`),
    );
    const telling = noun || marked || /[A-Z]/.test(name);
    if (telling && words.has(name.toLowerCase())) return name;
    if (/[A-Z]/.test(type.slice(1)) && words.has(plain)) return name;
  }
  return undefined;
}

function readSentences(reading: Reading, inline: Inline, body: Body): void {
  const { text } = inline;
  if (none.test(text)) {
    if (!sometimes.test(text)) body.none = inline;
    else
      addBody(reading, inline, { type: undefined, parameters: false, binary: false, optional: true, text });
    return;
  }
  // "However, you can specify …" in the paragraph below.
  if (body.none && /^however\b/i.test(text)) {
    const optional = { type: undefined, parameters: false, binary: false, optional: true, text };
    addBody(reading, body.none, optional);
    body.none = undefined;
  }
  readRequired(reading, inline);
  const type = bodyType(inline);
  const others = type ? alternatives(inline, type) : [];
  const parameters = !type && /\b(?:following|these|the|of|with) (?:\w+ )?parameters?\b/i.test(text);
  const binary =
    !type && /\bbinary\b|\bbyte stream\b|\bfile stream\b|\braw (?:contents?|bytes|data)\b/i.test(text);
  const optional = leaveOut.test(text);
  if (!type && !parameters && !binary && !optional) return;
  const value = { type, parameters, binary, optional, text };
  addBody(reading, inline, others.length > 0 ? { ...value, others } : value);
}

/** "You may optionally include … in the body", "omitting the body". */
const leaveOut =
  /\b(?:can|may) optionally (?:include|provide|send|specify|supply)\b.{0,120}\bbody\b|\b(?:omit(?:ting)?|leav(?:e|ing) out) the (?:request )?body\b/i;

/** What else the sentence names beside its type: "a [ship](…) or a [boat](…) object". */
function alternatives(inline: Inline, type: TypeText): readonly TypeText[] {
  if (!/\bor\b/i.test(inline.text)) return [];
  const named = namedTypes(inline, inline.raw);
  return named.type?.name === type.name ? named.others : [];
}

function addBody(reading: Reading, inline: Inline, value: BodyDescription): void {
  const at = reading.page.place(inline.range);
  reading.facts.push({ predicate: 'request-body', subject: reading.subject, value, kind: 'prose', at });
}

function readRequired(reading: Reading, inline: Inline): void {
  const { page, subject } = reading;
  const required = /\bproperties that are required when you (create|update)\b/i.exec(inline.text);
  if (!required?.[1]) return;
  const sentence = within(page, inline.range, required[0]);
  const when = required[1].toLowerCase() === 'create' ? 'create' : 'update';
  const wordAt = placeWithin(
    page,
    { start: sentence.start + required[0].length - required[1].length, end: sentence.end },
    required[1],
  );
  const value = { when, wording: required[0], wordAt } as const;
  reading.facts.push({ predicate: 'required-when', subject, value, kind: 'prose', at: page.place(sentence) });
}

/**
 * "supply a JSON representation of a [user](../resources/user.md) object", "for the list of properties, see [user]".
 * A sentence that puts the object into a property of another one names no type of the body.
 */
function bodyType(inline: Inline): TypeText | undefined {
  const { text, raw, links } = inline;
  if (/\beach\b.{0,120}\bin the\b.{0,60}\bproperty\b/i.test(text)) return undefined;
  const match =
    /\b(?:json )?representation (?:of|for) (?:an?|the|one or more|new|\s)*\s*([A-Za-z][\w.]*)/i.exec(text);
  const said = match?.[1]?.replace(/\.$/, '');
  const collection = /\b(?:collection|array|list) of\b/i.test(text.slice(0, 160));
  if (said !== undefined) {
    const link = links.find((one) => one.text.split(/\s/)[0] === said || one.text === said);
    if (link) return { text: match?.[0] ?? '', name: said, collection, target: link.target };
    const end = (match?.index ?? 0) + (match?.[0].length ?? 0);
    if (noType.test(said) || /^['’]s\b/.test(text.slice(end))) return undefined;
  }
  if (sends.test(text) || isTypeAlone(inline)) {
    const named = namedTypes(inline, raw).type;
    if (named && (named.target !== undefined || said !== undefined))
      return { ...named, collection: named.collection && collection };
  }
  if (said !== undefined) return { text: match?.[0] ?? '', name: said, collection, target: undefined };
  const listed = /\bproperties\b[^.]{0,80}\bsee\b/i.test(text)
    ? links.find((one) => /(?:^|\/)resources\/[^/]+$/i.test(one.target ?? ''))
    : undefined;
  return listed && { text: listed.text, name: listed.text, collection: false, target: listed.target };
}

/** What a representation is said to be of that is the name of no type. */
const noType = /^(?:parameters?|json|following|properties|that|this|such|ids?|identifiers?)$/i;
const sends = /\b(?:supply|provide|specify|include|send|submit|contain|pass)\w*\b|\bbody\b/i;

/** "A [ship](../resources/ship.md) object.": all that the section says is what is sent. */
function isTypeAlone({ text, links: [link, ...others] }: Inline): boolean {
  if (!link?.target || others.length > 0) return false;
  return /^(?:an?|the|one|new|\s)*(?:object|resource|entity)?\.?$/i.test(text.replace(link.text, ''));
}
