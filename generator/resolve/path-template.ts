import type { TypeText } from '../dialects/fact.ts';
import type { PathParameter } from '../model/description.ts';
import { gather } from '../model/gather.ts';
import { camelCase } from '../model/printers/identifier.ts';
import { callOf, type PathSegments, pathSegments } from './path-segments.ts';

/** A request line's path as an OpenAPI template. */
export interface PathTemplate {
  readonly path: string;
  readonly parameters: readonly PathParameter[];
  /** How many placeholders say themselves what they stand for. */
  readonly specific: number;
  /** `@p` of `f(a=@p)`, with the argument's name: their values follow in the query. */
  readonly aliases: readonly { readonly alias: string; readonly argument: string }[];
  /** The placeholder behind `root:/`, where the path addresses by path. */
  readonly addressing: string | undefined;
  readonly mended: boolean;
  readonly shortened: boolean;
}

/** The parameters that a page's tables list, by name in lower case. */
export type DocumentedParameters = ReadonlyMap<string, TypeText | undefined>;

const none: DocumentedParameters = new Map();

/**
 * `/users/{id | userPrincipalName}/x/` → `/users/{userId}/x`. Names are made of this path alone: of the placeholder
 * where it says what it stands for (`{certificateId}`), else of the segment before it; a function's arguments keep the
 * names that the function gives them. Undefined for what is no path (blanks, braces out of order, a free ellipsis).
 */
export function pathTemplate(
  written: string,
  documented: DocumentedParameters = none,
): PathTemplate | undefined {
  const found = pathSegments(written);
  if (!found) return undefined;
  const names = new Naming(documented);
  const path = `/${found.segments.map((segment) => names.segment(segment)).join('/')}`;
  return {
    path,
    parameters: names.parameters,
    specific: names.specific,
    aliases: names.aliases,
    addressing: found.addressing ? addressingOf(path) : undefined,
    mended: found.mended,
    shortened: found.shortened,
  };
}

/** Gives the placeholders of one path their names, each once. */
class Naming {
  readonly parameters: PathParameter[] = [];
  readonly aliases: { alias: string; argument: string }[] = [];
  specific = 0;
  readonly #taken = new Set<string>();
  readonly #documented: DocumentedParameters;
  #previous = '';

  constructor(documented: DocumentedParameters) {
    this.#documented = documented;
  }

  segment(segment: string): string {
    const call = callOf(segment);
    const named = call ? this.#call(call.callee, call.args) : this.#plain(segment);
    if (!segment.startsWith('{')) this.#previous = call ? call.callee : segment;
    return named;
  }

  #plain(segment: string): string {
    return segment.replace(/\{([^{}]*)\}/g, (_, inside: string) =>
      segment === `{${inside}}`
        ? this.#add(keyName(inside, this.#previous), inside, isSpecific(inside))
        : this.#add(partName(inside, this.#previous), inside, isSpecific(inside)),
    );
  }

  #call(callee: string, args: NonNullable<ReturnType<typeof callOf>>['args']): string {
    const name = callee.replace(/\{([^{}]*)\}/g, (_, inside: string) =>
      this.#add(partName(inside, this.#previous), inside, isSpecific(inside)),
    );
    return `${name}(${args.map((arg) => this.#argument(callee, arg.name, arg.value)).join(',')})`;
  }

  #argument(callee: string, name: string | undefined, value: string): string {
    const before = name === undefined ? '' : `${name}=`;
    const alias = /^@([A-Za-z_]\w*)$/.exec(value)?.[1];
    if (alias !== undefined && name !== undefined) {
      this.aliases.push({ alias: `@${alias}`, argument: name });
      return `${before}@${alias}`;
    }
    const member = name === undefined ? undefined : /^(\w+(?:\.\w+)+)'\{([^{}]*)\}'$/.exec(value);
    if (name !== undefined && member)
      return `${before}${member[1]}'${this.#add(name, member[2] ?? '', true, true)}'`;
    const quoted = value.length > 1 && value.startsWith("'") && value.endsWith("'");
    const plain = quoted ? value.slice(1, -1) : value;
    const inside = /^\{([^{}]*)\}$/.exec(plain)?.[1];
    if (inside === undefined && !(name !== undefined && this.#isSample(name, plain)))
      return `${before}${this.#mixed(callee, value)}`;
    const wanted = name ?? (isSpecific(inside ?? '') ? camelCase(inside ?? '') : keyName('', callee));
    const quote = quoted || (name !== undefined && this.#isText(name)) ? "'" : '';
    return `${before}${quote}${this.#add(wanted, inside ?? wanted, true, quote !== '')}${quote}`;
  }

  /** A value that only shows what could stand there: the tables list the parameter, or it is named like it. */
  #isSample(name: string, value: string): boolean {
    if (value === '' || value.includes('{')) return false;
    return this.#documented.has(name.toLowerCase()) || value === name || value === `${name}-value`;
  }

  #isText(name: string): boolean {
    return /^(?:edm\.)?string$/i.test(this.#documented.get(name.toLowerCase())?.name ?? '');
  }

  #mixed(callee: string, value: string): string {
    return value.replace(/\{([^{}]*)\}/g, (_, inside: string) =>
      this.#add(partName(inside, callee), inside, isSpecific(inside)),
    );
  }

  #add(wanted: string, inside: string, specific: boolean, quoted = false): string {
    let name = wanted;
    for (let n = 2; this.#taken.has(name); n++) name = `${wanted}${n}`;
    this.#taken.add(name);
    const text = inside.trim();
    const placeholder = /^[A-Za-z][\w-]*$/.test(text) ? undefined : text;
    this.parameters.push({ name, placeholder, description: '', quoted });
    if (specific) this.specific++;
    return `{${name}}`;
  }
}

function isSpecific(inside: string): boolean {
  const plain = inside.trim();
  return /^[A-Za-z][\w-]*[A-Za-z0-9]$/.test(plain) && !/^id$/i.test(plain);
}

/** A whole segment: `{enterpriseCertificateId}` says it; `{id}` and alternatives are named after the collection. */
function keyName(inside: string, previous: string): string {
  if (isSpecific(inside)) return camelCase(inside);
  const owner = singular(
    previous
      .replace(/[({].*$/s, '')
      .replace(/^.*\./, '')
      .replace(/:$/, ''),
  );
  return owner === '' ? 'id' : camelCase(`${owner} Id`);
}

/** Inside a segment (`root:/{path}:`) the placeholder names itself. */
function partName(inside: string, previous: string): string {
  return /[A-Za-z]/.test(inside) && !/^id$/i.test(inside.trim())
    ? camelCase(inside)
    : keyName(inside, previous);
}

export function singular(word: string): string {
  if (!word.endsWith('s')) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (['ss', 'us', 'is'].some((end) => word.endsWith(end))) return word;
  return word.slice(0, ['ches', 'shes', 'xes', 'sses'].some((end) => word.endsWith(end)) ? -2 : -1);
}

/** The first placeholder behind a colon. */
function addressingOf(path: string): string | undefined {
  return /:\/?\{([^{}]*)\}/.exec(path)?.[1];
}

/**
 * A path with its placeholders made alike: two templates of one shape are one path (OpenAPI 3.1, 4.8.8.2). So are
 * those that differ in the quotes around a value, or in the case of a segment.
 */
export function pathShape(path: string): string {
  return path.replace(/'?\{[^{}]*\}'?/g, '{}').toLowerCase();
}

/**
 * What a path is looked up by, request lines and the URLs of examples alike: segments in lower case, casts and calls
 * without their namespace, a call by the names of its arguments, and `messages('1')` as a collection with a key.
 */
export function lookupSegments(path: PathSegments | undefined): string[] {
  return gather(path?.segments ?? [], (segment) => {
    const call = callOf(segment);
    if (!call) return [segment.replace(/^(?:microsoft\.)?graph\./i, '').toLowerCase()];
    const name = call.callee.replace(/^(?:microsoft\.)?graph\./i, '').toLowerCase();
    const [only] = call.args;
    if (call.args.length === 0) return [name];
    if (only && call.args.length === 1 && only.name === undefined)
      return [name, only.value.includes('{') ? '{}' : only.value.toLowerCase()];
    const args = call.args.map((arg) => (arg.name ?? '').toLowerCase()).sort();
    return [`${name}(${args.join(',')})`];
  });
}
