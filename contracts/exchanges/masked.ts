import { isSecretName } from './secrets.ts';

/** What stands for a secret where an exchange is kept for others to read. */
const mask = '***';

const none: ReadonlySet<string> = new Set();

/**
 * The value of a header, `***` for its secret: what says how it is meant (`Bearer`) stays. `names`: those that the spec
 * declares as keys.
 */
export function maskedHeader(name: string, value: string, names = none): string {
  if (/^(set-)?cookie$/i.test(name)) return maskedCookies(value);
  if (!isSecretName(name, names)) return value;
  const scheme = /^(Bearer|Basic|Digest|Negotiate|ApiKey) /i.exec(value)?.[0] ?? '';
  return `${scheme}${mask}`;
}

/** Names of cookies and what `Set-Cookie` says beside them stay. */
function maskedCookies(value: string): string {
  return value.replace(/(^|[;,]\s*)([^=;,\s]+)=([^;,]*)/g, (whole, before: string, name: string) =>
    /^(path|domain|expires|max-age|samesite|secure|httponly|priority)$/i.test(name)
      ? whole
      : `${before}${name}=${mask}`,
  );
}

/** A path with its query, or a whole address: values of secrets in the query and credentials before the host are hidden. */
export function maskedUrl(url: string, names = none): string {
  const open = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${mask}@`);
  const mark = open.indexOf('?');
  if (mark === -1) return open;
  const pairs = open.slice(mark + 1).split('&');
  return `${open.slice(0, mark)}?${pairs.map((pair) => maskedPair(pair, names)).join('&')}`;
}

function maskedPair(pair: string, names: ReadonlySet<string>): string {
  const at = pair.indexOf('=');
  return at !== -1 && isSecretName(decoded(pair.slice(0, at)), names) ? `${pair.slice(0, at)}=${mask}` : pair;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A broken escape: the name as it is.
    return name;
  }
}

/**
 * Members of a JSON text that are secrets by their names. Narrower than for headers: a body has many keys (`keyId`) that
 * are none, and a value that is hidden may break the schema.
 */
const secretMember =
  /("[^"\\]*(?:password|passwd|secret|(?:access|refresh|id|bearer|auth|api)_?token|api_?key|private_?key|assertion)[^"\\]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

/** The text of a body, JSON or a form. */
export function maskedBody(text: string, contentType: string | undefined): string {
  if (/urlencoded/i.test(contentType ?? '')) {
    const pairs = text.split('&').map((pair) => maskedPair(pair, none));
    return pairs.join('&');
  }
  return text.replace(secretMember, `$1"${mask}"`);
}
