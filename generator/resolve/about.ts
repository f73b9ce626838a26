import type { Fact } from '../dialects/fact.ts';
import { words } from '../model/printers/identifier.ts';
import { remembered } from '../model/remembered.ts';
import { singular } from './path-template.ts';
import { simpleName } from './type-names.ts';

/** How an API page's operations are called and grouped, by the page alone. */
export interface PageName {
  /** The resource that the page's file is named after: `enterpriseCertificate`. */
  readonly about: string;
  /** What ids begin with: `enterpriseCertificate_update`, `subscription_postSubscriptions`. */
  readonly id: string;
  /** The same with all words of the file's name: what `id` becomes where another page has it. */
  readonly fullId: string;
}

/**
 * Files are called `[area-]resource-verb[-object]` in lower case; how the words are spelt is looked up in the page's
 * title, its types and its paths.
 */
export function pageName(file: string, title: string, facts: readonly Fact[]): PageName {
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  const parts = stem.split(/[-_.\s]+/).filter((part) => part !== '');
  const spelt = spellings(title, facts);
  const spell = (part: string): string => spelt.get(part.toLowerCase()) ?? part;
  const verb = parts.findIndex((part, i) => i > 0 && verbs.has(part.toLowerCase()));
  const owner = verb > 0 ? verb - 1 : Math.max(parts.length - 2, 0);
  const resource = spell(parts[owner] ?? 'operation');
  const rest = parts.slice(owner + 1).map(spell);
  const idOf = (area: readonly string[]): string =>
    [joined([...area.map(spell), resource].join(' ')), joined(rest.join(' '))]
      .filter((part) => part !== '')
      .join('_');
  const areas = parts.slice(0, owner);
  // `suite-area-resource-verb`: resources of one suite have names of their own.
  return { about: lowerFirst(resource), id: idOf(areas.length > 1 ? [] : areas), fullId: idOf(areas) };
}

/** Words in camel case. Ids are no identifiers yet: words that languages reserve stay as they are. */
export const joined = remembered((text) => {
  if (/^[a-z][A-Za-z\d]*$/.test(text)) return text;
  return words(text)
    .map((word, i) => {
      const plain = /^[A-Z\d]+$/.test(word) && i === 0 ? word.toLowerCase() : word;
      return i === 0 ? lowerCase(plain) : plain.replace(/^[a-z]/, (c) => c.toUpperCase());
    })
    .join('');
});

function lowerCase(word: string): string {
  return word.replace(/^[A-Z]/, (c) => c.toLowerCase());
}

const verbs = new Set(
  'list get create update delete post put patch add remove set unset assign send start stop copy move'.split(
    ' ',
  ),
);

/** Words with capitals inside, by their lower case; what comes first wins: types, title, paths, the other words. */
function spellings(title: string, facts: readonly Fact[]): ReadonlyMap<string, string> {
  const typed: string[] = [];
  const paths: string[] = [];
  for (const fact of facts) {
    if (fact.predicate === 'request-line') paths.push(...fact.value.path.split(/[^A-Za-z0-9]+/));
    else if (fact.predicate === 'response' || fact.predicate === 'request-body') {
      if (fact.value.type) typed.push(simpleName(fact.value.type.name));
    } else if (fact.predicate === 'example-response' && fact.value.annotatedType)
      typed.push(simpleName(fact.value.annotatedType.value));
  }
  const plain = [...typed, ...title.split(/[^A-Za-z0-9]+/), ...paths];
  const found = new Map<string, string>();
  const mixed = [...new Set(plain)].filter((word) => /[a-z\d][A-Z]/.test(word));
  for (const word of [...mixed, ...mixed.map(singular)])
    if (!found.has(word.toLowerCase())) found.set(word.toLowerCase(), word);
  return found;
}

/** Titles begin with capitals; types do not. */
export function lowerFirst(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? (name[0] ?? '').toLowerCase() + name.slice(1) : name;
}
