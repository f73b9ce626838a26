import type { Json } from '../../generator/model/json.ts';
import type { Response } from '../../generator/openapi/api.ts';
import { selfCheckFailed } from './answer.ts';
import type { ReadBody } from './body.ts';
import { correlation } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { Handler, HandlerAnswer } from './handlers.ts';
import { isJsonType, type MockResponse } from './record.ts';
import { jsonContent, successResponse } from './resources.ts';

/** Lets a handler of a test answer; `own` is what the mock would do, and does when the handler asks for it. */
export function overridden(
  exchange: Exchange,
  body: ReadBody,
  handler: Handler,
  own: () => MockResponse,
): MockResponse {
  let done: MockResponse | undefined;
  const answered = () => {
    done ??= own();
    return done;
  };
  const given = handler({
    operationId: exchange.operation.id,
    path: Object.fromEntries(exchange.match.parameters),
    query: new URLSearchParams(exchange.query),
    headers: exchange.fields,
    body: body.value,
    now: exchange.now,
    next: () => answerOf(answered()),
  });
  if (given === undefined) return answered();
  if (typeof given !== 'object' || 'then' in given)
    throw new TypeError(`the handler of ${exchange.operation.id} must return an answer, not a promise`);
  return dressed(exchange, given);
}

function answerOf({ status, headers, body }: MockResponse): HandlerAnswer {
  const isJson = isJsonType(headers['content-type'] ?? '');
  return {
    status,
    headers,
    body: body === undefined ? undefined : isJson ? (JSON.parse(body) as Json) : body,
  };
}

function dressed(exchange: Exchange, given: HandlerAnswer): MockResponse {
  const { operation, parts } = exchange;
  const success = successResponse(operation, ['200', '201', '202', '204']);
  const status = given.status ?? (success && /^\d+$/.test(success.status) ? Number(success.status) : 200);
  const response = documentedFor(operation.responses, status);
  const fields = Object.entries(given.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const headers: Record<string, string> = { ...correlation(exchange), ...Object.fromEntries(fields) };
  const body = bodyText(headers, given.body);
  if (!parts.options.selfCheck) return { status, headers, body };
  if (!response) return selfCheckFailed(exchange, `the spec documents no ${status} for ${operation.id}`);
  const media = jsonContent(response.content);
  if (given.body === undefined || !media?.schema) return { status, headers, body };
  const fault = parts.validators.check(media.schema, 'response', given.body);
  return fault
    ? selfCheckFailed(exchange, `the handler of ${operation.id}: '${fault.property}' ${fault.reason}`)
    : { status, headers, body };
}

function documentedFor(responses: readonly Response[], status: number): Response | undefined {
  return [String(status), `${Math.floor(status / 100)}XX`, 'default']
    .map((wanted) => responses.find((one) => one.status === wanted))
    .find((found) => found !== undefined);
}

/** A text of a type that is not JSON goes out as it is. */
function bodyText(headers: Record<string, string>, body: Json | undefined): string | undefined {
  if (body === undefined) return undefined;
  headers['content-type'] ??= 'application/json';
  return typeof body === 'string' && !isJsonType(headers['content-type']) ? body : JSON.stringify(body);
}
