import type { Api, Example, MediaType, Operation } from '../../generator/openapi/api.ts';
import { isJson } from '../pact/http-part.ts';
import type { Interaction } from '../pact/interaction.ts';
import { type Exchanges, exchangeOf, type RecordedBody } from './exchange.ts';

/**
 * The examples of a document's bodies as exchanges, of which only the body counts: nothing else is shown. Which of a
 * documentation's own examples break its own spec?
 */
export function documentedExamples(api: Api): readonly Exchanges[] {
  const sent = new Map<Interaction, Operation>();
  const answered = new Map<Interaction, Operation>();
  for (const operation of api.operations) {
    for (const { media, example } of examplesOf(operation.requestBody?.content ?? []))
      sent.set(shown(operation, example, { request: bodyOf(example, media) }), operation);
    for (const response of operation.responses)
      for (const { media, example } of examplesOf(response.content)) {
        const body = bodyOf(example, media);
        answered.set(shown(operation, example, { response: body, status: response.status }), operation);
      }
  }
  const group = (found: ReadonlyMap<Interaction, Operation>, rule: string): Exchanges => ({
    file: api.file,
    source: 'documented examples',
    exchanges: [...found.keys()].map((interaction) => () => interaction),
    rulesOf: () => [rule],
    operationOf: (interaction) => found.get(interaction),
    place: api.place,
  });
  return [group(sent, 'verify/request-body'), group(answered, 'verify/response-body')];
}

function examplesOf(content: readonly MediaType[]) {
  return content.flatMap((media) => media.examples.map((example) => ({ media, example })));
}

interface Shown {
  readonly request?: RecordedBody;
  readonly response?: RecordedBody;
  readonly status?: string;
}

/** Beside a request that is shown alone. */
const noAnswer = 0;

function shown(operation: Operation, { name, pointer }: Example, part: Shown): Interaction {
  const nothing: RecordedBody = { pointer, value: undefined, contentType: undefined };
  return exchangeOf({
    pointer,
    description: `${operation.id}, ${part.request ? 'request' : part.status}, ${name}`,
    request: {
      pointer,
      method: operation.method,
      path: { value: operation.path, pointer },
      query: [],
      headers: [],
      body: part.request ?? nothing,
    },
    response: {
      pointer,
      status: part.status === undefined ? noAnswer : statusOf(part.status),
      headers: [],
      body: part.response ?? nothing,
    },
  });
}

/** `default` speaks for statuses that have no entry of their own. */
function statusOf(status: string): number {
  return status === 'default' ? 599 : Number(status.replace(/XX$/i, '00'));
}

function bodyOf(example: Example, media: MediaType): RecordedBody {
  const text = typeof example.value === 'string' && !isJson(media.type) && !media.type.includes('*');
  return {
    pointer: example.pointer,
    value: text ? { text: String(example.value) } : { json: example.value },
    contentType: media.type.includes('*') ? undefined : media.type,
  };
}
