import type { Response, Schema } from '../../generator/openapi/api.ts';
import type { Field } from '../pact/interaction.ts';
import { judgeText } from '../relation/text.ts';
import { contentType } from './content-type.ts';
import { judgedFindings } from './judged-findings.ts';
import { recordedHeaders } from './recorded.ts';
import { overResponses } from './responses.ts';
import { defineRule, type Finding, type Subject } from './rule.ts';
import { responseWorld } from './world.ts';

/** Every header that the contract expects must be one that the provider sends. */
export const responseHeaders = defineRule({
  code: 'verify/response-headers',
  severity: 'error',
  side: 'response',
  summary: 'A response header is not what the spec promises.',
  why: 'A provider sends the headers that the spec declares; others are those of HTTP itself and of correlation, which may come or not.',
  examples: [
    {
      title: 'a header that is not declared',
      paths: totalPaths(),
      interaction: expecting({ 'X-Count': '12' }),
      reports: ['impossible: the spec declares no response header "X-Count"'],
    },
    {
      title: 'a value among others',
      paths: totalPaths(),
      interaction: expecting({ 'X-Mode': 'asc' }),
      reports: [
        'possible: the header "X-Mode" need not match: the spec also allows "desc", the contract wants exactly "asc"',
      ],
    },
    {
      title: 'a value that is none of the documented ones',
      paths: totalPaths(),
      interaction: expecting({ 'X-Mode': 'up' }),
      reports: [
        'impossible: the header "X-Mode" can never match: the spec allows "asc" or "desc", the contract wants exactly "up"',
      ],
    },
    {
      title: 'a regex that takes all integers',
      paths: totalPaths(),
      interaction: expecting(
        { 'X-Total': '12' },
        { header: { 'X-Total': { matchers: [{ match: 'regex', regex: '-?\\d+' }] } } },
      ),
      reports: [],
    },
    {
      title: 'an integer matcher, which takes no sign in a header',
      paths: totalPaths(),
      interaction: expecting(
        { 'X-Total': '12' },
        { header: { 'X-Total': { matchers: [{ match: 'integer' }] } } },
      ),
      reports: [
        'possible: the header "X-Total" need not match: the contract wants text that matches /0|[1-9][0-9]*/',
      ],
    },
    {
      title: 'an integer matcher where the spec documents no sign',
      paths: totalPaths(),
      interaction: expecting(
        { 'X-Left': '12' },
        { header: { 'X-Left': { matchers: [{ match: 'integer' }] } } },
      ),
      reports: [],
    },
    {
      title: 'a media type in other letters, which the Pact core tells apart',
      paths: typedPaths(),
      interaction: expecting({ 'Content-Type': 'Application/JSON' }),
      reports: ['possible: the contract wants Application/JSON, the spec says application/json'],
    },
    {
      title: 'a media type of which the spec documents a parameter',
      paths: typedPaths('; charset=utf-8'),
      interaction: expecting({ 'Content-Type': 'application/json;charset=UTF-8' }),
      reports: [],
    },
    {
      title: 'a certain text, where the spec says nothing of the value',
      paths: totalPaths(),
      interaction: expecting({ 'X-Any': 'a' }),
      reports: ['possible: the header "X-Any" need not match: the contract wants exactly "a"'],
    },
    {
      title: 'a number matcher',
      paths: totalPaths(),
      interaction: expecting(
        { 'X-Total': '12' },
        { header: { 'X-Total': { matchers: [{ match: 'number' }] } } },
      ),
      reports: [],
    },
  ],
  check(subject) {
    const { interaction, responses } = subject;
    if (subject.recorded) return overResponses(responses, (response) => recordedHeaders(subject, response));
    return interaction.response.headers.flatMap((field) =>
      overResponses(responses, (response) => expected(subject, response, field)),
    );
  },
});

function totalPaths() {
  const headers = {
    'X-Total': { required: true, schema: { type: 'integer' } },
    'X-Mode': { required: true, schema: { type: 'string', enum: ['asc', 'desc'] } },
    'X-Left': { required: true, schema: { type: 'integer', minimum: 0 } },
    'X-Any': { required: true },
  };
  return { '/certs': { get: { responses: { '200': { description: 'ok', headers } } } } };
}

function typedPaths(parameters = '') {
  const content = { [`application/json${parameters}`]: {} };
  return { '/certs': { get: { responses: { '200': { description: 'ok', content } } } } };
}

function expecting(headers: { readonly [name: string]: string }, matchingRules: RulesJson = {}) {
  return { request: { method: 'GET', path: '/certs' }, response: { status: 200, headers, matchingRules } };
}

interface RulesJson {
  readonly [category: string]: {
    readonly [name: string]: { readonly matchers: readonly { readonly [key: string]: string }[] };
  };
}

function expected(subject: Subject, response: Response, field: Field): readonly Finding[] {
  if (/^content-type$/i.test(field.name)) return contentType(subject, response, field);
  const name = JSON.stringify(field.name);
  const declared = response.headers.find((header) => header.name.toLowerCase() === field.name.toLowerCase());
  if (!declared) return undeclared(subject, response, field);
  const findings: Finding[] = [];
  if (!declared.required) {
    findings.push({
      effect: 'possible',
      message: `the header ${name} is optional in the spec`,
      at: field.pointer,
      spec: declared.pointer,
    });
  }
  const value = field.values.length === 1 ? field.values[0] : undefined;
  if (!value)
    return [
      ...findings,
      {
        effect: 'undecided',
        message: `how several values of the header ${name} are sent is not known`,
        at: field.pointer,
        spec: declared.pointer,
      },
    ];
  // A header without a schema has any text.
  const schema: Schema = declared.schema ?? { pointer: declared.pointer, json: { type: 'string' } };
  const judged = judgeText([schema], value.pattern, responseWorld(subject));
  if (declared.byContent && judged.verdict !== 'guaranteed')
    return [
      ...findings,
      {
        effect: 'undecided',
        message: `what the header ${name} holds is described by a media type, which is not followed`,
        at: field.pointer,
        spec: declared.pointer,
      },
    ];
  return [...findings, ...judgedFindings(judged, `the header ${name}`, field.pointer, declared.pointer)];
}

/** RFC 9110 and its neighbours; correlation and rate limits, whose names are not standard but common. */
const protocol = new Set(
  `accept-ranges age allow cache-control connection content-disposition content-encoding content-language content-length
  content-location content-range date etag expires keep-alive last-modified link location pragma proxy-authenticate
  retry-after server set-cookie strict-transport-security trailer transfer-encoding upgrade vary via warning
  www-authenticate request-id client-request-id x-request-id x-correlation-id traceparent tracestate
  ratelimit ratelimit-limit ratelimit-policy ratelimit-remaining ratelimit-reset x-ratelimit-limit x-ratelimit-remaining
  x-ratelimit-reset`.split(/\s+/),
);

function undeclared(subject: Subject, response: Response, field: Field): readonly Finding[] {
  const name = JSON.stringify(field.name);
  const { headers } = subject.policies;
  const may = headers === 'open' || (headers === 'protocol' && protocol.has(field.name.toLowerCase()));
  if (may)
    return [
      {
        effect: 'possible',
        message: `the spec does not declare the header ${name}; it may come or not`,
        at: field.pointer,
        spec: response.pointer,
      },
    ];
  return [
    {
      effect: 'impossible',
      message: `the spec declares no response header ${name}`,
      at: field.pointer,
      spec: response.pointer,
    },
  ];
}
