import type { FactAbout } from '../dialects/fact.ts';
import { about } from './facts-of.ts';
import { isOfManyTypes, type MessageInput } from './message-input.ts';

/**
 * Answers that a page shows for another of its request lines, of the same call with other arguments or below another
 * address, or without any request. None where the lines lead to different things.
 */
export function alikeAnswers(input: MessageInput): FactAbout<'example-response'>[] {
  const [page] = input.pages;
  if (!page || input.siblings.length === 0 || isOfManyTypes(input)) return [];
  const wanted = lastName(input.path);
  const requests = new Map(
    about(page.facts, 'example-request').map((fact) => [fact.value.index, fact.value]),
  );
  const keyed = input.path.endsWith('}');
  return about(page.facts, 'example-response').filter(({ value }) => {
    const request = value.request === undefined ? undefined : requests.get(value.request);
    if (!request) return value.annotatedType !== undefined && !keyed;
    const sameMethod = request.method.toLowerCase() === input.method;
    return wanted !== '' && sameMethod && lastName(request.url.split('?')[0] ?? '') === wanted;
  });
}

/** `…/charts/{name}/image(width=640)` → `image`; `''` for a key. */
function lastName(path: string): string {
  const plain = path.replace(/\([^()]*\)/g, '').replace(/\/+$/, '');
  const last = plain.slice(plain.lastIndexOf('/') + 1).toLowerCase();
  return /^[a-z$.]+$/.test(last) ? last.replace(/^(?:microsoft\.)?graph\./, '') : '';
}
