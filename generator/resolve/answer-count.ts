import type { FactAbout } from '../dialects/fact.ts';
import { gather } from '../model/gather.ts';
import { isArray, member } from '../model/json.ts';
import { sameCallAnswers } from './alike-answers.ts';
import type { MessageInput } from './message-input.ts';
import { showsList } from './shown-answers.ts';

type Shown = FactAbout<'example-response'>;

/**
 * Whether the answer is a list, by the first that knows: the other request lines, the sentence, examples, the address, the
 * title.
 */
export function isList(said: boolean | undefined, shown: readonly Shown[], input: MessageInput): boolean {
  const seen = showLists(shown);
  return (
    isListAmongLines(seen, input) ??
    (said === true ? !(seen === false && isOfOne(input)) : undefined) ??
    (said === false && !showsSeveral(shown) && isOfOne(input) ? false : undefined) ??
    seen ??
    (input.method === 'get' || input.kind === 'action' ? showLists(sameCallAnswers(input)) : undefined) ??
    (isRead(input) ? input.addressed?.collection : undefined) ??
    said ??
    (isRead(input) && /^list\b/i.test(input.pages[0]?.title ?? ''))
  );
}

/** What is read by its key, made in a collection, or declared as one. */
function isOfOne(input: MessageInput): boolean {
  if (input.addressed?.collection === false || input.kind === 'create') return true;
  return isRead(input) && pathEndsWithKey(input.path);
}

/**
 * Of several request lines each has its own examples and its own address, which know better than a sentence about all of
 * them; an array that an example shows is one even where the sentence forgets it.
 */
function isListAmongLines(seen: boolean | undefined, input: MessageInput): boolean | undefined {
  if (!isRead(input)) return undefined;
  const { addressed, path, siblings } = input;
  const ofOne = pathEndsWithKey(path);
  if (siblings.some((line) => line.method === 'get' && pathEndsWithKey(line.path) !== ofOne)) {
    if (seen !== undefined) return seen;
    if (siblings.some((line) => isMemberOf(line.path, path))) return true;
    if (addressed) return addressed.collection;
    if (ofOne) return false;
  }
  // A sentence in the singular is about the line that ends in one.
  const plural = !addressed && siblings.some((line) => isPluralOf(path, line.path));
  return plural && seen === undefined ? true : undefined;
}

function isRead({ method, kind }: MessageInput): boolean {
  return method === 'get' && kind !== 'function';
}

function showLists(shown: readonly Shown[]): boolean | undefined {
  const lists = shown.map(({ value }) => showsList(value.body?.json)).filter((list) => list !== undefined);
  return lists.length === 0 ? undefined : lists.includes(true);
}

/** Whether examples show lists only, and not just the list of one that some put around what is read or made. */
function showsSeveral(shown: readonly Shown[]): boolean {
  const bodies = gather(shown, ({ value: { body } }) => (body ? [body.json] : []));
  if (bodies.some((json) => showsList(json) === false)) return false;
  return bodies.some((json) => {
    const items = isArray(json) ? json : member(json, 'value');
    return isArray(items) && items.length !== 1;
  });
}

/** `/users/{userId}`: one of many; `/users`, `/me/photo` and calls are not. */
export function pathEndsWithKey(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /^\{[^{}]*\}$/.test(last) || /\(\{[^{}]*\}\)$/.test(last);
}

/** `/users/{userId}` is a member of `/users`. */
export function isMemberOf(path: string, collection: string): boolean {
  return (
    path.startsWith(`${collection}/{`) &&
    !path.slice(collection.length + 1).includes('/') &&
    pathEndsWithKey(path)
  );
}

/** `/communications/presences` beside `/me/presence`. */
export function isPluralOf(path: string, single: string): boolean {
  return path.slice(path.lastIndexOf('/')) === `${single.slice(single.lastIndexOf('/'))}s`;
}
