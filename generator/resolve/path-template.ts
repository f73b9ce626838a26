import type { PathParameter } from '../model/description.ts';
import { camelCase } from '../model/printers/identifier.ts';

/** A request line's path as an OpenAPI template. */
export interface PathTemplate {
  readonly path: string;
  readonly parameters: readonly PathParameter[];
}

/**
 * `/users/{id | userPrincipalName}/x/` → `/users/{userId}/x`. Names are made of this path alone: of the placeholder
 * where it says what it stands for (`{certificateId}`), else of the segment before it. Undefined for what is no path
 * (blanks, unbalanced braces, an ellipsis).
 */
export function pathTemplate(written: string): PathTemplate | undefined {
  const plain = written.replace(/<([^<>]*)>/g, '{$1}').replace(/(?<=.)\/+$/, '');
  const segments = splitSegments(plain);
  if (!segments) return undefined;
  const parameters: PathParameter[] = [];
  const taken = new Set<string>();
  let previous = '';
  const written2 = segments.map((segment) => {
    const named = segment.replace(/\{([^{}]*)\}/g, (_, inside: string) => {
      const wanted = segment === `{${inside}}` ? keyName(inside, previous) : argumentName(inside, previous);
      let name = wanted;
      for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`;
      taken.add(name);
      const placeholder = /^[A-Za-z][\w-]*$/.test(inside.trim()) ? undefined : inside.trim();
      parameters.push({ name, placeholder, description: '' });
      return `{${name}}`;
    });
    if (!segment.startsWith('{')) previous = segment;
    return named;
  });
  const path = written2.join('/');
  if (/[\s?#]|\.\.\./.test(path)) return undefined;
  return { path: path === '' ? '/' : path, parameters };
}

const closes: Readonly<Record<string, string>> = { '}': '{', ')': '(' };

/** Slashes inside braces and parentheses part nothing. Undefined where those do not close each other in order. */
function splitSegments(path: string): string[] | undefined {
  const segments: string[] = [];
  const open: string[] = [];
  let from = 0;
  for (let i = 0; i < path.length; i++) {
    const c = path[i] ?? '';
    if (c === '{' || c === '(') {
      // A placeholder holds no other one.
      if (c === '{' && open.includes('{')) return undefined;
      open.push(c);
    } else if (c in closes) {
      if (open.pop() !== closes[c]) return undefined;
    } else if (c === '/' && open.length === 0) {
      segments.push(path.slice(from, i));
      from = i + 1;
    }
  }
  if (open.length > 0) return undefined;
  segments.push(path.slice(from));
  return segments;
}

/** A whole segment: `{enterpriseCertificateId}` says it; `{id}` and alternatives are named after the collection. */
function keyName(inside: string, previous: string): string {
  const plain = inside.trim();
  const specific = /^[A-Za-z][\w-]*[A-Za-z0-9]$/.test(plain) && !/^id$/i.test(plain);
  if (specific) return camelCase(plain);
  const owner = singular(previous.replace(/\(.*$/, '').replace(/^.*\./, '').replace(/:$/, ''));
  return owner === '' ? 'id' : `${camelCase(owner)}Id`;
}

/** Inside a segment (`range(address='{address}')`, `root:/{path}:`) the placeholder names itself. */
function argumentName(inside: string, previous: string): string {
  return /[A-Za-z]/.test(inside) && !/^id$/i.test(inside.trim())
    ? camelCase(inside)
    : keyName(inside, previous);
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/(?:ches|shes|xes|sses)$/.test(word)) return word.replace(/es$/, '');
  return word.replace(/s$/, '');
}

/** A path with its placeholders made alike: two templates of one shape are one path (OpenAPI 3.1, 4.8.8.2). */
export function pathShape(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}').toLowerCase();
}

/** How well a concrete path fits a template: its literal segments that are the same, or -1 if it does not fit. */
export function matchingSegments(concrete: string, template: string): number {
  const given = splitSegments(concrete.replace(/<([^<>]*)>/g, '{$1}').replace(/(?<=.)\/+$/, ''));
  const wanted = splitSegments(template);
  if (!given || !wanted || given.length !== wanted.length) return -1;
  let same = 0;
  for (const [i, segment] of wanted.entries()) {
    const value = given[i] ?? '';
    if (segment.toLowerCase() === value.toLowerCase()) same++;
    else if (!segment.includes('{') || value === '') return -1;
    else if (!/^\{[^{}]*\}$/.test(segment) && !segmentFits(segment, value)) return -1;
  }
  return same;
}

function segmentFits(template: string, value: string): boolean {
  const literal = template.slice(0, template.indexOf('{'));
  return value.toLowerCase().startsWith(literal.replace(/'$/, '').toLowerCase());
}
