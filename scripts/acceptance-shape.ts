import { posix } from 'node:path';
import { areas, type Diagnostic, defineProblem, type Result } from '../generator/model/diagnostic.ts';
import { entries, isArray, isObject, type Json, member, stringMember } from '../generator/model/json.ts';
import { nearest } from '../generator/model/nearest.ts';
import { type Place, placeText } from '../generator/model/place.ts';
import { pointer } from '../generator/model/pointer.ts';
import { readTextDocument, type TextDocument } from '../generator/model/text-document.ts';
import {
  Acceptance,
  type AcceptanceEntry,
  type AcceptanceWorld,
  type AcceptedParts,
  areaOf,
  keyOf,
} from './acceptance.ts';

const wrong = defineProblem<{ name: string; wanted: string }>({
  code: 'config/accept-malformed',
  severity: 'error',
  summary: 'A part of the file of what is accepted has another form than it must have.',
  message: (p) => `${p.name} must be ${p.wanted}`,
});
const unknownKey = defineProblem<{ name: string; near: string | undefined }>({
  code: 'config/accept-unknown-key',
  severity: 'error',
  summary: 'The file of what is accepted has a key that docpact does not know.',
  message: (p) => `there is no key ${JSON.stringify(p.name)} here`,
  help: (p) =>
    p.near
      ? `Did you mean ${p.near}?`
      : 'https://github.com/docpact/docpact/blob/main/docs/configuration.md#what-is-accepted has the keys.',
});
const lacking = defineProblem<{ part: string; what: string }>({
  code: 'config/accept-incomplete',
  severity: 'error',
  summary: 'The file of what is accepted, or an entry of it, says too little.',
  message: (p) => `the ${p.part} lacks ${p.what}`,
});
const unacceptable = defineProblem<{ code: string }>({
  code: 'config/accept-config',
  severity: 'error',
  summary: 'What is wrong with calls and settings cannot be accepted.',
  message: (p) => `${p.code} is about how docpact is called or set up, and cannot be accepted`,
  help: 'Mend it, and take the entry out.',
});
const unknownArea = defineProblem<{ code: string; near: string | undefined }>({
  code: 'config/accept-unknown-code',
  severity: 'error',
  summary: 'A code is none of docpact.',
  message: (p) => `no code of docpact begins like ${p.code}`,
  help: (p) => (p.near ? `Did you mean ${p.near}?` : `Codes begin with ${areas.join('/, ')}/.`),
});
const repeated = defineProblem<{ first: string }>({
  code: 'config/accept-repeated',
  severity: 'error',
  summary: 'Two entries accept the same.',
  message: (p) => `the same is accepted at ${p.first}`,
  help: 'Leave one of them.',
});

/** Far more than anybody has reviewed. */
const limits = { bytes: 4 * 1024 * 1024, depth: 8 };
const wanted = 'a list of what is accepted: accept: [{ code, reason }]';

/** What each key of an entry must hold. */
const forms: Readonly<Record<string, { readonly wanted: string; readonly form: RegExp }>> = {
  code: { wanted: 'a code such as lint/row-too-long', form: /^[a-z]+\/[a-z0-9-]+$/ },
  file: { wanted: 'the path of a file', form: /\S/ },
  pointer: { wanted: 'a JSON pointer: #/paths/~1users', form: /^#?(?:\/(?:[^~/]|~[01])*)+$/ },
  fingerprint: {
    wanted: 'a text of 16 hex digits (quoted, where there are no letters in it)',
    form: /^[0-9a-f]{16}$/,
  },
  reason: { wanted: 'a text that says why', form: /\S/ },
  expires: { wanted: 'a day, YYYY-MM-DD', form: /^\d{4}-\d{2}-\d{2}$/ },
};

/** A path in the file is relative to the file's folder; here it becomes absolute. */
type Resolved = (path: string) => string;

/** Bytes to what is accepted. The file is refused as a whole: what is half understood accepts too much or too little. */
export function readAcceptance(
  bytes: Uint8Array,
  file: string,
  world: AcceptanceWorld,
): Result<Acceptance | undefined> {
  const read = readTextDocument(bytes, file, { area: 'config', kind: 'accept', wanted, limits });
  if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
  const document = read.value;
  const faults = faultsOf(document);
  if (faults.length > 0) return { value: undefined, diagnostics: faults };
  const list = member(document.root, 'accept');
  const resolved: Resolved = (path) => world.absolute(posix.join(posix.dirname(file), path));
  const found = (isArray(list) ? list : []).map((entry, i) =>
    entryOf(entry, document.place(pointer('', 'accept', i)), resolved),
  );
  const twice = repeatedEntries(found);
  if (twice.length > 0) return { value: undefined, diagnostics: twice };
  return { value: new Acceptance(found, world), diagnostics: [] };
}

function faultsOf(document: TextDocument): Diagnostic[] {
  const { root } = document;
  if (!isObject(root))
    return [wrong.at(document.place(''), { name: 'the file', wanted: 'an object with the key accept' })];
  const faults = unknownKeys(root, ['accept'], '', document);
  const list = member(root, 'accept');
  if (list === undefined && faults.length === 0)
    return [lacking.at(document.place(''), { part: 'file', what: 'the list accept' })];
  // The last entry was taken out.
  if (list === undefined || list === null) return faults;
  if (!isArray(list))
    return [...faults, wrong.at(document.place('/accept'), { name: 'accept', wanted: 'a list' })];
  return [...faults, ...list.flatMap((entry, i) => entryFaults(entry, pointer('', 'accept', i), document))];
}

function entryFaults(entry: Json, at: string, document: TextDocument): Diagnostic[] {
  const place = document.place(at);
  if (!isObject(entry)) return [wrong.at(place, { name: 'an entry', wanted: 'an object: { code, reason }' })];
  const faults = [
    ...unknownKeys(entry, Object.keys(forms), at, document),
    ...Object.entries(forms).flatMap(([key, { wanted, form }]) => {
      const value = member(entry, key);
      const isRight =
        value === undefined || (typeof value === 'string' && form.test(value) && isDay(key, value));
      return isRight ? [] : [wrong.at(document.place(pointer(at, key)), { name: key, wanted })];
    }),
    ...codeFaults(stringMember(entry, 'code'), document.place(pointer(at, 'code'))),
  ];
  // Who mistyped a key lacks it because of that.
  if (faults.length > 0) return faults;
  if (member(entry, 'code') === undefined && member(entry, 'fingerprint') === undefined)
    return [lacking.at(place, { part: 'entry', what: 'a code or a fingerprint' })];
  return member(entry, 'reason') === undefined
    ? [lacking.at(place, { part: 'entry', what: 'a reason' })]
    : [];
}

function unknownKeys(
  object: Json,
  known: readonly string[],
  at: string,
  document: TextDocument,
): Diagnostic[] {
  return entries(object)
    .filter(([key]) => !known.includes(key))
    .map(([name]) =>
      unknownKey.at(document.place(pointer(at, name), 'key'), { name, near: nearest(name, known) }),
    );
}

/** Only days that there are: a 31 June is over on no day that anybody meant. */
function isDay(key: string, value: string): boolean {
  if (key !== 'expires') return true;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function codeFaults(code: string | undefined, place: Place): Diagnostic[] {
  if (code === undefined || !forms['code']?.form.test(code)) return [];
  const area = areaOf(code);
  if (area === 'config') return [unacceptable.at(place, { code })];
  if (areas.some((known) => known === area)) return [];
  const near = nearest(area, areas);
  return [unknownArea.at(place, { code, near: near && code.replace(area, near) })];
}

/** An entry without faults. */
function entryOf(entry: Json, at: Place, resolved: Resolved): AcceptanceEntry {
  const text = (key: string) => stringMember(entry, key);
  const file = text('file');
  const parts: AcceptedParts = {
    code: text('code'),
    file: file === undefined ? undefined : resolved(file),
    pointer: text('pointer')?.replace(/^#/, ''),
    fingerprint: text('fingerprint'),
  };
  const expires = text('expires');
  const reason = (text('reason') ?? '').trim();
  return {
    parts,
    what: wordsOf({ ...parts, file }),
    accepted: { reason, ...(expires === undefined ? {} : { expires }), at },
  };
}

function repeatedEntries(found: readonly AcceptanceEntry[]): Diagnostic[] {
  const seen = new Map<string, Place>();
  return found.flatMap(({ parts, accepted: { at } }) => {
    const key = keyOf(parts);
    const first = seen.get(key);
    if (first) return [repeated.at(at, { first: placeText(first) })];
    seen.set(key, at);
    return [];
  });
}

function wordsOf({ code, file, pointer, fingerprint }: AcceptedParts): string {
  const words = [code ?? '', fingerprint ?? '', file === undefined ? '' : `in ${file}`];
  return [...words, pointer === undefined ? '' : `at #${pointer}`].filter((word) => word !== '').join(' ');
}
