/**
 * A line of a file as a report may show it. Recordings and pacts hold credentials, which must not come into a log: what
 * stands behind an authentication scheme, and values beside or behind names of secrets in JSON. The line keeps its length,
 * so that columns stay what they are.
 */
export function maskedLine(line: string): string {
  const hide = (_: string, shown: string, secret: string) => shown + '*'.repeat(secret.length);
  return [schemes, queries, pairs, members].reduce((shown, secrets) => shown.replace(secrets, hide), line);
}

const schemes = /(\b(?:Bearer|Basic|Negotiate|Digest)\s+)([\w.~+/=-]{4,})/gi;
/** `?access_token=…`, as addresses have them. */
const queries = /([?&][\w.-]*(?:key|token|secret|password|signature|sig|code)=)([^&#"\s]+)/gi;
const names = '(?:proxy-)?authorization|(?:set-)?cookie|[\\w-]*(?:api-?key|token|secret|password)[\\w-]*';
const text = '((?:[^"\\\\]|\\\\.)+)';
/** `"name": "Cookie", "value": "…"`, as recordings write headers. */
const pairs = new RegExp(`("name"\\s*:\\s*"(?:${names})"\\s*,\\s*"value"\\s*:\\s*")${text}`, 'gi');
/** `"Cookie": "…"`, as pacts and mappings do. */
const members = new RegExp(`("(?:${names})"\\s*:\\s*\\[?\\s*")${text}`, 'gi');

/** A part of a line that may be a whole file: as much around it is looked at as a secret and its name may take. */
const around = 16 * 1024;

/** `read` gives what stands in a line from one column to before another. */
export function maskedSlice(
  read: (from: number, to: number) => string | undefined,
  from: number,
  to: number,
): string | undefined {
  const start = Math.max(1, from - around);
  const masked = read(start, to + around);
  return masked === undefined ? undefined : maskedLine(masked).slice(from - start, to - start);
}
