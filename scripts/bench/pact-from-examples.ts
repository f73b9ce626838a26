/** A pact of a document's own examples: one interaction for each operation whose first JSON answer has one. */
import type { Json, JsonObject } from '../../generator/model/json.ts';
import type { Api, MediaType, Operation, Parameter } from '../../generator/openapi/api.ts';
import { sampleOf } from '../../generator/openapi/sample.ts';

export function pactFromExamples(api: Api): JsonObject {
  return {
    consumer: { name: 'bench' },
    provider: { name: 'documented' },
    interactions: api.operations.flatMap((operation) => interactionOf(api, operation) ?? []),
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}

function interactionOf(api: Api, operation: Operation): JsonObject | undefined {
  const response = operation.responses.find(({ status }) => /^2\d\d$/.test(status));
  const media = response && jsonOf(response.content);
  const [example] = media?.examples ?? [];
  if (!response || !example) return undefined;
  return {
    description: operation.id,
    request: requestOf(api, operation),
    response: {
      status: Number(response.status),
      headers: { 'Content-Type': 'application/json' },
      body: example.value,
    },
  };
}

/** What the document's examples and samples make of an operation. */
export function requestOf(api: Api, operation: Operation) {
  const sent = jsonOf(operation.requestBody?.content ?? []);
  // The smallest text is empty, which no part of a path can be.
  const text = (parameter: Parameter) => String(exampleOf(api, parameter)) || 'a';
  const path = operation.path.replace(/\{([^{}]*)\}/g, (whole, name) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter ? encodeURIComponent(text(parameter)) : whole;
  });
  const query = operation.parameters.filter((one) => one.in === 'query' && one.required);
  return {
    method: operation.method.toUpperCase(),
    path,
    query: Object.fromEntries(query.map((one) => [one.name, [text(one)]])),
    ...(sent ? { headers: { 'Content-Type': 'application/json' }, body: bodyOf(api, sent) } : {}),
  };
}

function jsonOf(content: readonly MediaType[]): MediaType | undefined {
  return content.find(({ type }) => type === 'application/json');
}

function bodyOf(api: Api, media: MediaType): Json {
  const [example] = media.examples;
  return example ? example.value : sampleOf(api, media.schema, 'request');
}

function exampleOf(api: Api, parameter: Parameter): Json {
  const [example] = parameter.examples;
  return example ? example.value : sampleOf(api, parameter.schema, 'request');
}
