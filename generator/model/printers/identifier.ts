import { remembered } from '../remembered.ts';

/** Words that cannot name a binding in strict TypeScript (ECMA-262, 12.7.2, and TypeScript's own type names). */
const reserved = new Set(
  (
    'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue ' +
    'debugger declare default delete do else enum eval export extends false finally for from function get global if ' +
    'implements import in infer instanceof interface is keyof let module namespace never new null number object of ' +
    'out override package private protected public readonly require return satisfies set static string super switch ' +
    'symbol this throw true try type typeof undefined unique unknown using var void while with yield'
  ).split(' '),
);

/** Globals that generated code uses: a type called `Array` or `Promise` would shadow them. */
const globals = new Set(
  (
    'Array ArrayBuffer Blob Boolean Date Error Exclude Extract File FormData Headers Infinity JSON Map Math NaN Number ' +
    'Object Omit Partial Pick Promise Proxy Readonly ReadonlyArray Record RegExp Request Required Response Set String ' +
    'Symbol URL URLSearchParams Uint8Array WeakMap fetch globalThis'
  ).split(' '),
);

/** The words of a foreign name: split at case changes and at everything that is neither letter nor digit. */
export const words = remembered((name): readonly string[] =>
  name
    .normalize('NFC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== ''),
);

/** `enterprise-certificate list` → `enterpriseCertificateList`; always an identifier that may be declared. */
export function camelCase(name: string): string {
  // Most names are it already.
  if (/^[a-z][A-Za-z\d]{0,100}$/.test(name)) return isReserved(name) ? `${name}_` : name;
  const [first = '', ...rest] = words(name);
  return safe(lowerFirst(first) + rest.map(upperFirst).join(''));
}

/** `enterprise-certificate` → `EnterpriseCertificate`; always an identifier that may be declared. */
export function pascalCase(name: string): string {
  return safe(words(name).map(upperFirst).join(''));
}

function safe(name: string): string {
  const body = name === '' ? '_' : name;
  const started = /^[\p{ID_Start}$_]/u.test(body) ? body : `_${body}`;
  const valid = started.replace(/[^\p{ID_Continue}$]/gu, '_').slice(0, 200);
  return isReserved(valid) ? `${valid}_` : valid;
}

function isReserved(name: string): boolean {
  return reserved.has(name) || globals.has(name);
}

// ASCII case mapping only: `toLocaleUpperCase` would give other names on a Turkish machine, and full Unicode
// mapping changes lengths (`ß`).
function upperFirst(word: string): string {
  return word.replace(/^[a-z]/, (c) => c.toUpperCase());
}

function lowerFirst(word: string): string {
  return /^[A-Z\d]+$/.test(word) ? word.toLowerCase() : word.replace(/^[A-Z]/, (c) => c.toLowerCase());
}

/**
 * Gives out names that differ: the first `x` is `x`, the next `x2`. Names that differ only in letter case count as
 * the same, because they may become file names on systems that do not tell them apart.
 */
export class UniqueNames {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${wanted}${n}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
