import { remembered } from '../model/remembered.ts';
import { callOf } from './path-segments.ts';
import { singular } from './path-template.ts';

interface Literal {
  readonly word: string;
  readonly keyed: boolean;
}

/** The literal segments of a template, last first: `{ word: 'messages', keyed: true }` for `messages/{id}`. */
const literals = remembered((path): readonly Literal[] => {
  const found: Literal[] = [];
  let keyed = false;
  const segments = path.split('/');
  for (let i = segments.length - 1; i > 0; i--) {
    const segment = segments[i] ?? '';
    const key = /^\{([^{}]*)\}:?$/.exec(segment)?.[1];
    // `photos/{size}` is no photo by its key, but one of several that belong together.
    if (key !== undefined && (found.length > 0 || /id\d*$|^id|name|key|path/i.test(key))) {
      keyed = true;
      continue;
    }
    const name = (callOf(segment)?.callee ?? segment).replace(/:.*$/, '');
    found.push({ word: name.replace(/^(?:microsoft\.)?graph\./i, '').toLowerCase(), keyed });
    keyed = false;
  }
  return found;
});

/**
 * What a path addresses, whatever the way to it: `/me/messages/{id}` and `/users/{id}/messages/{id}` are one message,
 * `/me/drive` and `/drives/{id}` one drive, but `messages` is their list and `messages/$count` their number.
 */
export function meaningOf(path: string): string {
  const [last, ...rest] = literals(path);
  if (!last) return '';
  if (last.word.startsWith('$')) {
    const before = path.slice(0, path.lastIndexOf('/'));
    return `${meaningOf(before)}/${last.word}`;
  }
  const word = last.word === 'me' && rest.length === 0 ? 'user' : last.word === 'root' ? 'item' : last.word;
  const one = singular(word);
  // `crew` has no plural that tells the list from its members.
  if (one === word) return last.keyed ? `${one}{}` : one;
  return last.keyed ? one : `${one}*`;
}

/** The resources that a path names, the one that it is about first: `/users/{id}/messages/{id}` → message, user. */
export function resourcesOf(path: string): string[] {
  const words = literals(path)
    .filter(({ word }) => !word.startsWith('$'))
    .map(({ word }) => singular(word));
  return words[0] === 'me' ? ['user', ...words.slice(1)] : words;
}

/** Whether the arguments of one path's last call are among those of the other's. */
export function isSameCall(a: string, b: string): boolean {
  const [own, other] = [argumentsOf(a), argumentsOf(b)];
  const [fewer, more] = own.length < other.length ? [own, other] : [other, own];
  return fewer.every((name) => more.includes(name));
}

function argumentsOf(path: string): string[] {
  const call = callOf(path.slice(path.lastIndexOf('/') + 1));
  return (call?.args ?? []).map(({ name }) => (name ?? '').toLowerCase());
}
