/** How the URL of a request tells whether an operation is meant, as patterns that MSW 2 and 3 read alike. */
import { decoded } from './mock-values.ts';

/** Which URLs belong to an operation. */
export interface MockUrl {
  /** Path templates with `{parameters}`, as the document writes them. */
  readonly path: string;
  /** More specific templates of the same method: what they match is theirs (OpenAPI 3.1, 4.8.8.2). */
  readonly not?: readonly string[] | undefined;
  /** Where the document says that it is served: URLs, absolute or not, variables as `{name}`. */
  readonly servers: readonly string[];
}

/**
 * Matches a URL without its query, case and all. Without groups: MSW 2 decodes what groups catch, and fails where that
 * is no percent-encoding.
 */
export function urlPattern(url: MockUrl, baseUrl: string | undefined): RegExp {
  const not = url.not?.length ? `(?!(?:${url.not.map(pathSource).join('|')})$)` : '';
  return new RegExp(`^(?:${basesOf(url, baseUrl)})${not}${pathSource(url.path)}$`);
}

/** The values of the parameters in a path, still encoded, by name. */
export function pathValues(url: MockUrl, baseUrl: string | undefined, href: string): Map<string, string> {
  const names = [...url.path.matchAll(placeholder)].map(([, name = '']) => name);
  const source = pathSource(url.path).replaceAll(anyText, `(${anyText})`);
  const [, ...values] = new RegExp(`^(?:${basesOf(url, baseUrl)})${source}$`).exec(href) ?? [];
  return new Map(names.map((name, i) => [name, values[i] ?? '']));
}

const placeholder = /\{([^{}]*)\}/g;
const anyText = '[^/]+?';
const anyOrigin = '[A-Za-z][A-Za-z0-9+.-]*://[^/]+';

/** `*` is any origin, with the base paths of the document's servers; a path behind it is that base path. */
function basesOf({ servers }: MockUrl, baseUrl: string | undefined): string {
  if (baseUrl === '*')
    return [...new Set(servers.map((server) => anyOrigin + pathSource(pathOf(server))))].join('|');
  const bases = baseUrl === undefined ? servers : [baseUrl];
  return [...new Set(bases.map(baseSource))].join('|');
}

function baseSource(base: string): string {
  const path = pathSource(pathOf(base));
  const [origin] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(base) ?? [];
  return (origin === undefined ? anyOrigin : originSource(origin)) + path;
}

/** An origin as URLs spell it: in small letters, the usual port left out. */
function originSource(origin: string): string {
  if (!origin.includes('{') && URL.canParse(origin)) return escaped(new URL(origin).origin);
  return origin
    .split(placeholder)
    .map((part, i) => (i % 2 === 1 ? '[^/]+' : escaped(part.toLowerCase())))
    .join('');
}

/** The path of a server or base URL, without the slash at its end. */
function pathOf(base: string): string {
  return base
    .replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/, '')
    .replace(/[?#].*$/s, '')
    .replace(/^\*/, '')
    .replace(/\/+$/, '')
    .replace(/^(?!\/|$)/, '/');
}

/** A path template as the source of a pattern: parameters are any text within a segment. */
function pathSource(template: string): string {
  return template
    .split(placeholder)
    .map((part, i) => (i % 2 === 1 ? anyText : literalSource(part)))
    .join('');
}

/** Fixed text, in each way that a URL can spell it: percent-encoded or, where it may stand, as it is. */
function literalSource(text: string): string {
  return text
    .split('/')
    .map((segment) => [...decoded(segment)].map(characterSource).join(''))
    .join('/');
}

function characterSource(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const bytes = [...new TextEncoder().encode(character)].map((byte) => byte.toString(16).padStart(2, '0'));
  const encoded = bytes.map(
    (byte) => `%${byte.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`,
  );
  // What stands by itself in a path (RFC 3986, 3.3), and `|`, `[`, `]`, `^` and `\`, which browsers leave as they are.
  const plain = /[-._~!$&'()*+,;=:@|[\]^]/.test(character) ? [escaped(character)] : [];
  return `(?:${[...plain, encoded.join('')].join('|')})`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
