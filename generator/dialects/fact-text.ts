import type { Result } from '../model/diagnostic.ts';
import type { Span } from '../model/place.ts';
import { revivedBody } from './example-body.ts';
import type { Fact, PropertyRow } from './fact.ts';

/** What one file says; without value it is no page. */
export type FileFacts = Result<readonly Fact[] | undefined>;

/** Facts as text, for another thread: a string is copied at once, a hundred thousand objects one by one. */
export function factsText(files: readonly FileFacts[]): string {
  return JSON.stringify(
    files.map(({ value, diagnostics }) => ({ value: value?.map(withoutFile), diagnostics })),
  );
}

/** The facts of a text that `factsText` made. */
export function factsOfText(text: string): readonly FileFacts[] {
  const files: readonly FileFacts[] = JSON.parse(text);
  for (const { value } of files) {
    let last: Fact | undefined;
    for (const fact of value ?? []) {
      revive(fact, last);
      last = fact;
    }
  }
  return files;
}

/** Names of files would be half of the text: places of which there are many go without. */
function withoutFile(fact: Fact): unknown {
  const { file } = fact.subject;
  const bare = (span: Span | undefined) => (span?.file === file ? { ...span, file: '' } : span);
  const { at } = fact;
  if (!isRow(fact)) return { ...fact, at: bare(at) };
  const { nameAt, typeAt } = fact.value;
  return { ...fact, at: bare(at), value: { ...fact.value, nameAt: bare(nameAt), typeAt: bare(typeAt) } };
}

type Written<T> = { -readonly [K in keyof T]: T[K] };

/** Bodies know more than their text says. Of what one page says the subject is there once, and not with each fact. */
function revive(fact: Fact, last: Fact | undefined): void {
  const written = fact as { subject: Fact['subject'] };
  if (last && sameSubject(last.subject, fact.subject)) written.subject = last.subject;
  const { file } = fact.subject;
  const fill = (span: Written<Span> | undefined) => {
    if (span?.file === '') span.file = file;
  };
  fill(fact.at);
  if (isRow(fact)) {
    fill(fact.value.nameAt);
    fill(fact.value.typeAt);
  }
  switch (fact.predicate) {
    case 'body-shape':
    case 'response-shape':
    case 'representation':
      (fact as Written<typeof fact>).value = revivedBody(fact.value);
      break;
    case 'example-request':
    case 'example-response': {
      const message = fact.value as Written<typeof fact.value>;
      if (message.body) message.body = revivedBody(message.body);
      break;
    }
    default:
  }
}

type RowFact = Extract<Fact, { readonly value: PropertyRow }>;

function isRow(fact: Fact): fact is RowFact {
  return rows.has(fact.predicate);
}

const rows: ReadonlySet<Fact['predicate']> = new Set<RowFact['predicate']>([
  'property',
  'navigation-property',
  'body-property',
  'response-property',
  'parameter-property',
]);

function sameSubject(a: Fact['subject'], b: Fact['subject']): boolean {
  if (a.file !== b.file) return false;
  if (a.of === 'page') return b.of === 'page' && a.part === b.part;
  return b.of === 'type' && a.name === b.name;
}
