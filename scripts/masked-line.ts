/**
 * A line of a file as a report may show it. Recordings and pacts hold credentials, which must not come into a log: what
 * stands behind an authentication scheme, values of cookies, and values beside or behind names of secrets in JSON. `own`:
 * further names, of the keys that a spec declares. The line keeps its length, so that columns stay what they are.
 */
export function maskedLine(line: string, own: readonly string[] = []): string {
  const hide = (_: string, shown: string, secret: string) => shown + '*'.repeat(secret.length);
  const cookies = line.replace(cookieLists, (list) => list.replace(listed, hide));
  const all = [schemes, queries, ...jsonOf(names), ...(own.length === 0 ? [] : ownExpressions(own))];
  return all.reduce((shown, secrets) => shown.replace(secrets, hide), cookies);
}

const schemes = /(\b(?:Bearer|Basic|Negotiate|Digest)\s+)([\w.~+/=-]{4,})/gi;
/** `?access_token=…`, as addresses have them. */
const queries = /([?&][\w.-]*(?:key|token|secret|password|signature|sig|code)=)([^&#"\s]+)/gi;
const names = '(?:proxy-)?authorization|(?:set-)?cookie|[\\w-]*(?:api-?key|token|secret|password)[\\w-]*';
const text = '((?:[^"\\\\]|\\\\.)+)';

function jsonOf(names: string): readonly RegExp[] {
  return [
    // `"name": "Cookie", "value": "…"`, as recordings write headers.
    new RegExp(`("name"\\s*:\\s*"(?:${names})"\\s*,\\s*"value"\\s*:\\s*")${text}`, 'gi'),
    // `"Cookie": "…"`, as pacts do, and `"Cookie": { "equalTo": "…" }`, as mappings do.
    new RegExp(`("(?:${names})"\\s*:\\s*(?:\\[\\s*|\\{\\s*"\\w+"\\s*:\\s*)?")${text}`, 'gi'),
  ];
}

function ownExpressions(own: readonly string[]): readonly RegExp[] {
  const escaped = own.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  return [new RegExp(`([?&;\\s"](?:${escaped})=)([^&#;"\\s]+)`, 'gi'), ...jsonOf(escaped)];
}

/** The cookies of a recording, whose names are anybody's; a part of a line may end within. */
const cookieLists = /"cookies"\s*:\s*\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*/gi;
const listed = new RegExp(`("value"\\s*:\\s*")${text}`, 'gi');

/** A part of a line that may be a whole file: as much around it is looked at as a secret and its name may take. */
const around = 16 * 1024;

/** `read` gives what stands in a line from one column to before another. */
export function maskedSlice(
  read: (from: number, to: number) => string | undefined,
  from: number,
  to: number,
  own: readonly string[] = [],
): string | undefined {
  const start = Math.max(1, from - around);
  const masked = read(start, to + around);
  return masked === undefined ? undefined : maskedLine(masked, own).slice(from - start, to - start);
}
