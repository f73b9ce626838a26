import type { Result } from '../model/diagnostic.ts';
import { revivedBody } from './example-body.ts';
import type { Fact } from './fact.ts';

/** What one file says; without value it is no page. */
export type FileFacts = Result<readonly Fact[] | undefined>;

/** Facts as text, for another thread: a string is copied at once, a hundred thousand objects one by one. */
export function factsText(files: readonly FileFacts[]): string {
  return JSON.stringify(files);
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

type Written<T> = { -readonly [K in keyof T]: T[K] };

/** Bodies know more than their text says. Of what one page says the subject is there once, and not with each fact. */
function revive(fact: Fact, last: Fact | undefined): void {
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
  const written = fact as { subject: Fact['subject']; at: Written<Fact['at']> };
  if (last && sameSubject(last.subject, fact.subject)) written.subject = last.subject;
  if (fact.at.file === fact.subject.file) written.at.file = fact.subject.file;
}

function sameSubject(a: Fact['subject'], b: Fact['subject']): boolean {
  if (a.file !== b.file) return false;
  if (a.of === 'page') return b.of === 'page' && a.part === b.part;
  return b.of === 'type' && a.name === b.name;
}
