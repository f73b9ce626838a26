import { listAt } from '../../generator/model/list-at.ts';
import { type Child, element } from '../../generator/model/printers/html.ts';
import { changeId } from './ids.ts';
import type { Review, ReviewedChange } from './review.ts';
import { verdictSymbols } from './words.ts';

/** Links from what changed to the change, by where it stands in the spec. */
export class ChangeMarks {
  readonly #byPointer = new Map<string, { readonly change: ReviewedChange; readonly index: number }[]>();

  constructor({ changes }: Review) {
    if (typeof changes === 'string') return;
    for (const [index, change] of changes.changes.entries()) {
      // What is gone has no place; what is about it stands at the thing around it.
      if (change.after?.fragment === undefined) continue;
      for (const pointer of new Set([change.after.pointer, nodeOf(change.after.pointer)])) {
        listAt(this.#byPointer, pointer).push({ change, index });
      }
    }
  }

  at(pointer: string): Child {
    return this.#byPointer.get(pointer)?.map(({ change: { verdict }, index }) => {
      const text = `${verdictSymbols[verdict]} ${verdict === 'documentation' ? 'wording' : verdict}`;
      return [' ', element('a', { href: `#${changeId(index)}`, class: `tag ${verdict}` }, text)];
    });
  }
}

/** A keyword of a schema is shown at its property, one of a response at the response. */
function nodeOf(pointer: string): string {
  const property = /^.*\/properties\/[^/]+/s.exec(pointer)?.[0];
  return property ?? /^.*?\/(?:responses|parameters)\/[^/]+|^.*?\/requestBody/s.exec(pointer)?.[0] ?? pointer;
}
