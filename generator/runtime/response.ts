import { isJson } from './body.ts';
import type { Descriptor } from './descriptor.ts';
import { ApiError } from './error.ts';
import { matchesStatus } from './status.ts';

/** The body of a successful answer; an answer that is none, or whose JSON is broken, is thrown as an `ApiError`. */
export async function settle(descriptor: Descriptor, response: Response): Promise<unknown> {
  const { body, broken } = await readBody(response);
  if (response.ok && !broken) return body;
  const { status, statusText, headers } = response;
  throw new ApiError({
    operation: descriptor.id,
    status,
    statusText: broken ? `${statusText} with a body that is no JSON` : statusText,
    headers,
    body,
    documented: !broken && isDocumented(descriptor, response, body),
  });
}

/** JSON and text are read; whatever else is a `Blob`. Nothing (204, HEAD, length 0) is undefined. */
async function readBody(response: Response): Promise<{ body: unknown; broken: boolean }> {
  const type = response.headers.get('Content-Type') ?? '';
  if (response.body === null) return { body: undefined, broken: false };
  if (type !== '' && !isJson(type) && !isText(type)) {
    const blob = await response.blob();
    return { body: blob.size === 0 ? undefined : blob, broken: false };
  }
  const text = await response.text();
  if (text === '') return { body: undefined, broken: false };
  if (isText(type)) return { body: text, broken: false };
  try {
    return { body: JSON.parse(text), broken: false };
  } catch {
    return { body: text, broken: isJson(type) };
  }
}

function isText(type: string): boolean {
  return /^text\/|^[^;]*[/+](xml|yaml)\s*(;|$)/i.test(type);
}

/** The narrowest description of the status decides: `404` before `4XX` before `default`. */
function isDocumented(descriptor: Descriptor, response: Response, body: unknown): boolean {
  const errors = descriptor.errors ?? {};
  const found = [String(response.status), `${Math.floor(response.status / 100)}XX`, 'default'].find(
    (key) => Object.hasOwn(errors, key) && matchesStatus(key, response.status),
  );
  const types = found === undefined ? undefined : errors[found];
  if (types === undefined) return false;
  if (types.length === 0) return body === undefined;
  const actual = (response.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    body !== undefined && types.some((type) => isJson(type) === isJson(actual) && sameKind(type, actual))
  );
}

/** JSON is JSON whatever it is called; other types must be the documented one, or in its range. */
function sameKind(documented: string, actual: string): boolean {
  if (isJson(documented)) return true;
  const type = documented.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === '*/*' || type === actual || (type.endsWith('/*') && actual.startsWith(type.slice(0, -1)));
}
