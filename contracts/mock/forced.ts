import { documentedHeaders, dress } from './answer.ts';
import { correlation, refuse } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { preferences } from './prefer.ts';
import type { MockResponse } from './record.ts';
import { jsonContent } from './resources.ts';

/** The answer that `Prefer: code=404` or `code=200, example=name` asks for, as Prism understands it. Nothing is changed. */
export function preferredAnswer(exchange: Exchange): MockResponse | undefined {
  if (!exchange.fields.has('prefer')) return undefined;
  const wishes = preferences(exchange.fields);
  const code = wishes.get('code');
  if (code === undefined) return undefined;
  if (!/^[2-5]\d\d$/.test(code))
    return refuse(exchange, { status: 400, message: `Prefer: code=${code} is no status.` });
  return statusAnswer(exchange, Number(code), wishes.get('example'));
}

/** What the spec documents for a status: the example of that name, the first one, or one made from the schema. */
export function statusAnswer(exchange: Exchange, status: number, example?: string): MockResponse {
  const { responses } = exchange.operation;
  const response =
    responses.find((one) => one.status === String(status)) ??
    responses.find((one) => one.status === `${Math.floor(status / 100)}XX`) ??
    responses.find((one) => one.status === 'default');
  const media = response && (jsonContent(response.content) ?? response.content[0]);
  const found =
    example === undefined ? media?.examples[0] : media?.examples.find(({ name }) => name === example);
  if (example !== undefined && !found)
    return refuse(exchange, { status: 400, message: `The spec has no example '${example}' for ${status}.` });
  const headers = documentedHeaders(exchange, response, undefined, correlation(exchange));
  if (status === 429 || status === 503) headers['retry-after'] ??= '1';
  if (status >= 400 && !found) {
    const message = 'The status was asked for.';
    return refuse(exchange, { status, message, headers });
  }
  if (!response)
    return refuse(exchange, { status: 400, message: `The spec documents no ${status} for this operation.` });
  if (!media || status === 204 || status === 304) return { status, headers, body: undefined };
  return dress(exchange, status, headers, media, found?.value);
}
