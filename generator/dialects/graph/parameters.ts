import type { Fence, Inline, Section, Table } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import { gather } from '../../model/gather.ts';
import type { Located } from '../fact.ts';
import { parameterRows } from './property-rows.ts';
import { placeWithin, prose, type Reading } from './reading.ts';

/** "Optional query parameters": a table of them, or a sentence that names OData's options. */
export function readQueryOptions(reading: Reading, section: Section): void {
  const { page, subject } = reading;
  const shown: Fence[] = [];
  for (const block of blocksBelow(section)) {
    if (block.kind === 'table' && !isOfProperties(block)) {
      for (const { row, value } of parameterRows(reading, block))
        reading.facts.push({
          predicate: 'query-option',
          subject,
          value,
          kind: 'table',
          at: page.place(row.range),
        });
    }
    if (block.kind === 'fence') shown.push(block);
    for (const inline of prose(block)) {
      readConsistency(reading, inline);
      readOptions(reading, inline);
    }
  }
  readShownOptions(reading, shown);
}

/** Requests in code below "sort by `$orderby`": they use further options. Where no sentence names any they are examples. */
function readShownOptions({ page, subject, facts }: Reading, fences: readonly Fence[]): void {
  const named = facts.some((fact) => fact.predicate === 'query-options' && fact.value.names.length > 0);
  if (!named) return;
  for (const { content, range } of fences) {
    const names = gather(content.matchAll(/[?&](\$[a-z]+)=/gi), ([, name = '']) =>
      name.search(option) === 0 ? [{ value: name.toLowerCase(), at: placeWithin(page, range, name) }] : [],
    );
    if (names.length === 0) continue;
    const value = { names, all: false, without: [], text: '' };
    facts.push({ predicate: 'query-options', subject, value, kind: 'prose', at: page.place(range) });
  }
}

/** Properties by which to filter, told with an example each: no parameters. */
function isOfProperties({ header }: Table): boolean {
  const heads = header.cells.map(({ text }) => text.toLowerCase());
  return /^propert(?:y|ies)$/.test(heads[0] ?? '') && !heads.some((head) => /\btype$/.test(head));
}

function readOptions({ page, subject, facts }: Reading, inline: Inline): void {
  const { found, without } = optionsIn(inline.text);
  const supported = saysSupported(inline.text);
  if (found.length === 0 && without.length === 0 && !supported) return;
  const names: Located<string>[] = found.map((name) => ({
    value: name,
    at: placeWithin(page, inline.range, name),
  }));
  const value = { names, all: found.length === 0 && supported, without, text: inline.text };
  facts.push({ predicate: 'query-options', subject, value, kind: 'prose', at: page.place(inline.range) });
}

/** OData's system query options (URL conventions 4.01, 5.1); `$ref` and `$value` are segments of paths. */
const option =
  /\$(?:select|expand|filter|orderby|top|skip|count|search|format|skiptoken|deltatoken|apply|levels|compute|index)\b/gi;

const denied =
  /(?:\b(?:not|cannot|except|other than|without|unsupported|nor|none|no)\b|n['\u2019]t\b)[^.;]*$/i;

interface NamedOptions {
  readonly found: readonly string[];
  /** Those of which it is said, under no condition, that they are not supported. */
  readonly without: readonly string[];
}

/** The options that a sentence names as supported; "but not `$filter`" names one that is not. */
function optionsIn(text: string): NamedOptions {
  const found = new Set<string>();
  const without = new Set<string>();
  for (const sentence of text.split(/(?<=[.!?])\s/))
    for (const match of sentence.matchAll(option)) {
      const name = match[0].toLowerCase();
      const lead = before(sentence, match.index);
      const rest = sentence.slice(match.index + name.length, match.index + 300);
      if (!denied.test(lead) && !unsupported.test(rest)) found.add(name);
      else if (leftOut.test(lead) || leftOutBehind.test(rest)) without.add(name);
    }
  return { found: [...found], without: [...without] };
}

/** "`$filter` isn't supported", "`$orderby` will be ignored", "but `$skip` is not." */
const unsupported =
  /^[^.,;]*\b(?:(?:is|are)(?: not|n['\u2019]t)(?:\s*(?:[.;]|$)| (?:\w+ )?(?:supported|available|allowed)\b)|(?:is|are) (?:\w+ )?(?:not (?:supported|allowed)|unsupported)\b|(?:is|are|will be) ignored\b|can(?:not|['\u2019]t) be used\b)/i;

/** "except for `$filter`", "does not support `$top` and `$skip`", with nothing but further options between. */
const leftOut =
  /(?:\bexcept(?: for)?|\bother than|\bbut not|(?:\bnot|n['\u2019]t)(?: \w+)? support)(?: the)?(?:[\s,`*]|\$\w+|\b(?:and|or)\b)*$/i;
const leftOutBehind =
  /^(?:[\s,`*]|\$\w+|\b(?:and|or|odata|query|parameters?|options?)\b)*\b(?:(?:is|are)(?:n['\u2019]t| (?:\w+ )?not) (?:\w+ )?supported|(?:is|are) unsupported)(?: at this time| by this \w+)?\s*(?:[.;]|$)/i;

/**
 * What stands before a place: enough for one clause. "Does not support `$top`, but supports …" begins another; "what is
 * not returned by default, get with …" is about something else before its comma.
 */
function before(text: string, at: number): string {
  const lead = text.slice(Math.max(0, at - 300), at).replace(/^.*\bbut (?:\w+ )?supports?\b/is, '');
  return lead.replace(/\b(?:that|which|what|if|when|because|since|as|while)\b[^,.;]*,/gi, '');
}

function saysSupported(text: string): boolean {
  const said = /\bodata (?:\w+ )?(?:query )?(?:parameters?|options?)\b/i.exec(text);
  if (said === null || denied.test(before(text, said.index))) return false;
  return !deniedBehind.test(text.slice(said.index + said[0].length).slice(0, 200));
}

/** "OData query parameters … are not currently supported." */
const deniedBehind = /^[^.;]*\b(?:(?:is|are|were) (?:\w+ )?not|(?:is|are)n['\u2019]t)\b/i;

/** "`$search` needs the header ConsistencyLevel": said here, and not always in the table of headers. */
function readConsistency(reading: Reading, inline: Inline): void {
  if (!/\bConsistencyLevel\b/i.test(inline.text)) return;
  const value = { name: 'ConsistencyLevel', description: inline.text, required: false, isValue: false };
  const at = placeWithin(reading.page, inline.range, 'ConsistencyLevel');
  reading.facts.push({ predicate: 'header', subject: reading.subject, value, kind: 'prose', at });
}

export function readParameters(
  reading: Reading,
  section: Section,
  predicate: 'path-parameter' | 'function-parameter',
): void {
  for (const block of blocksBelow(section)) {
    // "This method supports the `$format` … query parameters", below the table of a function's own.
    if (block.kind === 'paragraph' && /\bsupports?\b[^.]*\$/i.test(block.inline.raw))
      readOptions(reading, block.inline);
    if (block.kind !== 'table') continue;
    for (const { row, value } of parameterRows(reading, block)) {
      const at = reading.page.place(row.range);
      reading.facts.push({ predicate, subject: reading.subject, value, kind: 'table', at });
    }
  }
}
