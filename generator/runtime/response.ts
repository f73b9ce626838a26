import { isJson } from './body.ts';
import type { Descriptor } from './descriptor.ts';
import { ApiError } from './error.ts';

/** The body of a successful answer; an answer that is none, or whose JSON is broken, is thrown as an `ApiError`. */
export async function settle({ id, errors = '' }: Descriptor, response: Response): Promise<unknown> {
  const { ok, status, statusText, headers } = response;
  const type =
    headers
      .get('Content-Type')
      ?.replace(/\s*;.*/s, '')
      .toLowerCase() ?? '';
  const isText = /^text\/|[/+](xml|yaml)$/.test(type);
  // JSON and text are read; whatever else is a `Blob`. Nothing (204, HEAD, length 0) is undefined.
  const read = await (!type || isText || isJson(type) ? response.text() : response.blob());
  let body: unknown = read === '' || Object(read).size === 0 ? undefined : read;
  let broken = false;
  try {
    if (typeof body === 'string' && !isText) body = JSON.parse(body);
  } catch {
    broken = isJson(type);
  }
  if (ok && !broken) return body;
  throw new ApiError({
    operation: id,
    status,
    statusText: broken ? `${statusText} with broken JSON` : statusText,
    headers,
    body,
    documented: !broken && isDocumented(errors, `${status}`, body === undefined ? '' : type || '?'),
  });
}

/** The narrowest description of the status decides: `404` before `4XX` before `default`. */
function isDocumented(errors: string, status: string, actual: string): boolean {
  const found = [status, `${status[0]}XX`, 'default']
    .map((key) => ` ${errors} `.match(` ${key}(:\\S*)? `))
    .find((match) => match);
  // JSON is JSON whatever it is called; other types must be the documented one, or in its range.
  const isKind = (type: string) =>
    isJson(type) ? isJson(actual) : type ? actual.startsWith(type.replace(/\*.*/, '')) : !actual;
  return !!found && (found[1] ?? ':a/json').slice(1).split(',').some(isKind);
}
