import { isJson } from './body.ts';
import type { Descriptor } from './descriptor.ts';
import { ApiError } from './error.ts';

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
function isDocumented({ errors = '' }: Descriptor, response: Response, body: unknown): boolean {
  const described = errors.split(' ').map((entry) => entry.split(':'));
  const { status } = response;
  const found = [`${status}`, `${Math.floor(status / 100)}XX`, 'default']
    .map((key) => described.find(([documented]) => documented === key))
    .find((entry) => entry !== undefined);
  if (!found) return false;
  const [, types = 'application/json'] = found;
  if (types === '' || body === undefined) return types === '' && body === undefined;
  const actual = response.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return types.split(',').some((type) => isKind(type, actual));
}

/** JSON is JSON whatever it is called; other types must be the documented one, or in its range. */
function isKind(documented: string, actual: string): boolean {
  if (isJson(documented)) return isJson(actual);
  return (
    documented === '*/*' ||
    documented === actual ||
    (documented.endsWith('/*') && actual.startsWith(documented.slice(0, -1)))
  );
}
