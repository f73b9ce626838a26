import { exchangeOf, type RecordedField, recordedBytes } from '../exchanges/exchange.ts';
import type { Interaction } from '../pact/interaction.ts';
import { headerValue } from '../proxy/exchanged.ts';
import type { Attempt } from './relay.ts';

/**
 * What the provider really answered, as an exchange that can be judged against the spec; undefined where there was no
 * answer. It stands where the pact speaks of it: findings are told at the pact's lines.
 */
export function answered(interaction: Interaction, { answer, ...attempt }: Attempt): Interaction | undefined {
  if (!answer) return undefined;
  const { request, response } = interaction;
  const [path = '', ...rest] = attempt.target.split('?');
  const query = [...new URLSearchParams(rest.join('?'))];
  const contentType = headerValue(answer.headers, 'content-type');
  return exchangeOf({
    pointer: interaction.pointer,
    description: interaction.description,
    request: {
      pointer: request.pointer,
      method: attempt.method,
      path: { value: path, pointer: request.path.pointer },
      query: query.map(([name, value]) => ({ name, value, pointer: request.pointer })),
      headers: attempt.requestHeaders.map(([name, value]) => ({ name, value, pointer: request.pointer })),
      body: { pointer: request.body.pointer, value: undefined, contentType: undefined },
    },
    response: {
      pointer: response.pointer,
      status: answer.status,
      headers: answer.headers.map((header) => headerAt(header, interaction)),
      body: {
        pointer: response.body.pointer,
        value: answer.body && recordedBytes(answer.body, contentType),
        contentType,
      },
    },
  });
}

function headerAt([name, value]: readonly [string, string], { response }: Interaction): RecordedField {
  const promised = response.headers.find((field) => field.name.toLowerCase() === name.toLowerCase());
  return { name, value, pointer: promised?.pointer ?? response.pointer };
}
