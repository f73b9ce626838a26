import type { JsonObject } from '../../generator/model/json.ts';
import type { Operation, Parameter } from '../../generator/openapi/api.ts';
import { headerOf, type RequestPattern } from '../pact/interaction.ts';
import { defineRule, type Finding } from './rule.ts';

const certs = (operation: JsonObject, ...parameters: JsonObject[]): JsonObject => ({
  '/certs': { get: { parameters, responses: { '200': { description: 'ok' } }, ...operation } },
});
const top = (deprecated: boolean) => ({ name: 'top', in: 'query', deprecated, schema: { type: 'string' } });
const region = { name: 'X-Region', in: 'header', deprecated: true, schema: { type: 'string' } };

/** What is deprecated works, and may be gone with the next version (OpenAPI 3.1, 4.8.10 and 4.8.12). */
export const deprecated = defineRule({
  code: 'verify/deprecated',
  severity: 'warning',
  side: 'request',
  summary: 'A contract relies on an operation or a parameter that the spec calls deprecated.',
  why: 'The provider means to take it away: the consumer learns of it here, and not on the day.',
  examples: [
    {
      title: 'an operation',
      paths: certs({ deprecated: true }),
      interaction: { request: { method: 'GET', path: '/certs' }, response: { status: 200 } },
      reports: ['fragile: GET /certs is deprecated'],
    },
    {
      title: 'parameters',
      paths: certs({}, top(true), region),
      interaction: {
        request: { method: 'GET', path: '/certs', query: { top: ['5'] }, headers: { 'x-region': 'eu' } },
        response: { status: 200 },
      },
      reports: [
        'fragile: the query parameter "top" is deprecated',
        'fragile: the header "X-Region" is deprecated',
      ],
    },
    {
      title: 'a deprecated parameter that is not sent, and one that is not deprecated',
      paths: certs({}, top(false), region),
      interaction: {
        request: { method: 'GET', path: '/certs', query: { top: ['5'] } },
        response: { status: 200 },
      },
      reports: [],
    },
  ],
  check({ operation, interaction: { request }, recorded }) {
    // Of what really was, and of the spec's own examples, nobody promises anything.
    if (!operation || recorded) return [];
    const parameters = operation.parameters.filter((one) => one.deprecated && !one.ignored);
    return [...ofOperation(operation, request), ...parameters.flatMap((one) => ofParameter(one, request))];
  },
});

function ofOperation({ deprecated, path, pointer }: Operation, request: RequestPattern): readonly Finding[] {
  if (!deprecated) return [];
  const message = `${request.method} ${path} is deprecated`;
  return [{ effect: 'fragile', message, at: request.path.pointer, spec: pointer }];
}

function ofParameter({ name, in: place, pointer }: Parameter, request: RequestPattern): readonly Finding[] {
  const sent = sentIn(place, name, request);
  if (!sent) return [];
  const message = `the ${place === 'header' ? 'header' : 'query parameter'} ${JSON.stringify(name)} is deprecated`;
  return [{ effect: 'fragile', message, at: sent.pointer, spec: pointer }];
}

/** Who calls an operation cannot leave out a parameter of its path; cookies are not told apart here. */
function sentIn(place: Parameter['in'], name: string, { query, headers }: RequestPattern) {
  if (place === 'header') return headerOf(headers, name);
  if (place !== 'query') return undefined;
  return query.find((field) => field.name === name || field.name.startsWith(`${name}[`));
}
