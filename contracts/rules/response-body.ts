import type { JsonObject } from '../../generator/model/json.ts';
import type { MediaType, Response } from '../../generator/openapi/api.ts';
import type { Body } from '../pact/interaction.ts';
import { headerOf, headerText } from '../pact/interaction.ts';
import { exampleFault } from '../relation/example-fault.ts';
import { isExact } from '../relation/pattern.ts';
import { judgeText } from '../relation/text.ts';
import type { Fault } from '../relation/validator.ts';
import { judge } from '../relation/verdict.ts';
import { judgedFindings } from './judged-findings.ts';
import {
  acceptedTypes,
  accepts,
  acceptsType,
  essence,
  guessedType,
  likelyMediaType,
  mediaTypeFor,
} from './media-type.ts';
import { recordedBody } from './recorded.ts';
import { overResponses } from './responses.ts';
import { defineRule, type Finding, type Subject } from './rule.ts';
import { responseWorld } from './world.ts';

/** Every body that the spec allows for the response must be one that the contract accepts. */
export const responseBody = defineRule({
  code: 'verify/response-body',
  severity: 'error',
  side: 'response',
  summary: 'The response body is not what the spec promises.',
  fragile: 'The example of a response body is refused by the spec, and its matchers accept others.',
  why: 'A provider may send any body that the spec allows, and no other. A contract that refuses some of these breaks one day; an answer that is none of these breaks whoever relies on the spec.',
  examples: [
    {
      title: 'another type',
      paths: getPaths(),
      interaction: expecting({ id: 7 }),
      reports: ['impossible: the response body can never match at /id: the contract wants exactly 7'],
    },
    {
      title: 'optional in the spec',
      paths: getPaths(),
      interaction: expecting({ note: 'n' }, '$.note'),
      reports: ['possible: the response body need not match at /note: "note" is optional in the spec'],
    },
    {
      title: 'a member that the spec does not know',
      paths: getPaths(),
      interaction: expecting({ name: 'n' }, '$.name'),
      reports: [
        'impossible: the response body can never match at /name: the spec knows no member "name" here',
      ],
    },
    {
      title: 'a text of another type than the documented one, where the contract names none',
      paths: textPaths(),
      interaction: {
        request: { method: 'GET', path: '/page' },
        response: {
          status: 200,
          body: 'hello',
          matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } },
        },
      },
      reports: ['undecided: the contract names no media type, and text/html is not what its body looks like'],
    },
    { title: 'any string', paths: getPaths(), interaction: expecting({ id: 'a' }, '$.id'), reports: [] },
    {
      title: 'an example that no provider sends, under a matcher that takes others',
      paths: getPaths({ id: { type: 'string', maxLength: 2 } }),
      interaction: expecting({ id: 'abc' }, '$.id'),
      reports: [
        'fragile: the example of the response body is refused by the spec at /id: must NOT have more than 2 characters; its matchers accept others',
      ],
    },
  ],
  check(subject) {
    const { body } = subject.interaction.response;
    if (subject.recorded)
      return overResponses(subject.responses, (response) => recordedBody(subject, response, body));
    return body.state === 'absent'
      ? []
      : overResponses(subject.responses, (response) => expected(subject, response, body));
  },
});

function getPaths(properties: JsonObject = { id: { type: 'string' }, note: { type: 'string' } }) {
  const schema = { type: 'object', required: ['id'], properties };
  return {
    '/certs': {
      get: { responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } } },
    },
  };
}

function textPaths() {
  const content = { 'text/html': { schema: { type: 'string', minLength: 1 } } };
  return { '/page': { get: { responses: { '200': { description: 'ok', content } } } } };
}

function expecting(body: { readonly [name: string]: string | number }, typed?: string) {
  const matchingRules = typed === undefined ? {} : { body: { [typed]: { matchers: [{ match: 'type' }] } } };
  return { request: { method: 'GET', path: '/certs' }, response: { status: 200, body, matchingRules } };
}

type Expected = Exclude<Body, { state: 'absent' }>;

function expected(subject: Subject, response: Response, body: Expected): readonly Finding[] {
  const at = body.pointer;
  const documented = response.content;
  if (body.state === 'empty') {
    if (documented.length === 0) return [];
    return [
      {
        effect: 'impossible',
        message: 'the contract wants an empty body, the spec documents one',
        at,
        spec: response.pointer,
      },
    ];
  }
  if (documented.length === 0) {
    return [
      {
        effect: 'impossible',
        message: `the spec documents no body for ${response.status}`,
        at,
        spec: response.pointer,
      },
    ];
  }
  const type = contentType(subject, body);
  const medias = wantedTypes(subject, body, documented);
  if (medias.length > 0) return overResponses(medias, (media) => content(subject, body, media));
  const types = documented.map((one) => one.type).join(', ');
  return [
    {
      effect: 'impossible',
      message: `the spec documents ${types} for this response, not ${essence(type ?? '')}`,
      at,
      spec: response.pointer,
    },
  ];
}

function contentType(subject: Subject, body: Extract<Body, { state: 'present' }>): string | undefined {
  const header = headerOf(subject.interaction.response.headers, 'content-type');
  return header ? headerText(header) : body.contentType;
}

/** The documented media types whose answers the contract takes: parameters that it does not name may come. */
function wantedTypes(
  subject: Subject,
  body: Extract<Body, { state: 'present' }>,
  documented: readonly MediaType[],
): readonly MediaType[] {
  const type = contentType(subject, body);
  const likely =
    type === undefined ? likelyMediaType(documented) : mediaTypeFor(documented, type, subject.policies);
  if (!likely) return [];
  const accept = headerOf(subject.interaction.request.headers, 'accept');
  const accepted = accept ? acceptedTypes(headerText(accept)) : [];
  const others = documented.filter((media) => {
    if (media === likely) return false;
    if (type !== undefined)
      return essence(media.type) === essence(likely.type) && acceptsType(type, media.type);
    const asked = accepted.length === 0 || accepts(accepted, media.type);
    return asked && body.content.kind === 'json' && /[/+]json$/.test(essence(media.type));
  });
  return [likely, ...others];
}

function content(
  subject: Subject,
  body: Extract<Body, { state: 'present' }>,
  media: MediaType,
): readonly Finding[] {
  const { content: wanted, pointer: at } = body;
  const spec = media.schema?.pointer ?? media.pointer;
  const world = responseWorld(subject);
  const position = media.schema ? [media.schema] : [];
  const guessed = contentType(subject, body) === undefined ? guessedType(wanted) : undefined;
  if (guessed?.test(essence(media.type)) === false) {
    const message = `the contract names no media type, and ${media.type} is not what its body looks like`;
    return [{ effect: 'undecided', message, at, spec }];
  }
  switch (wanted.kind) {
    case 'broken':
      return [{ effect: 'impossible', message: wanted.reason, at, spec }];
    case 'json':
      if (!/[/+]json$|\*$/.test(essence(media.type)) && wanted.pattern.kind !== 'unknown')
        return textual(wanted.example, subject, media, at);
      return withExample(
        judgedFindings(judge(position, wanted.pattern, world), 'the response body', at, spec),
        () => (isExact(wanted.pattern) ? undefined : exampleFault(position, wanted.example, world)),
        { at, spec },
      );
    case 'text':
      if (/xml$/.test(essence(media.type)))
        return [{ effect: 'undecided', message: 'XML bodies are not judged', at, spec }];
      return judgedFindings(judgeText(position, wanted.text.pattern, world), 'the response body', at, spec);
    case 'binary':
      // The core looks at the bytes: what it takes them for can be told only where both name one type.
      if (wanted.pattern && essence(contentType(subject, body) ?? '') === essence(media.type)) return [];
      if (wanted.pattern)
        return [{ effect: 'undecided', message: 'what the bytes are taken for is not known', at, spec }];
      return [
        { effect: 'possible', message: 'the contract wants certain bytes, the spec allows any', at, spec },
      ];
  }
}

/** A contract whose example no provider sends: that its matchers accept others hides it. */
function withExample(
  findings: readonly Finding[],
  faultOf: () => Fault | undefined,
  { at, spec }: { readonly at: string; readonly spec: string },
): readonly Finding[] {
  const fault = findings.some(({ effect }) => effect === 'impossible') ? undefined : faultOf();
  if (!fault) return findings;
  const where = fault.at === '' ? '' : ` at ${fault.at}`;
  const message = `the example of the response body is refused by the spec${where}: ${fault.message}; its matchers accept others`;
  return [...findings, { effect: 'fragile', message, at: at + fault.at, spec }];
}

/** A JSON value in a contract whose documented media type is text: it is judged as the text it prints. */
function textual(example: unknown, subject: Subject, media: MediaType, at: string): readonly Finding[] {
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  const position = media.schema ? [media.schema] : [];
  const judged = judgeText(
    position,
    { kind: 'literal', value: text, pointer: at, example: text },
    responseWorld(subject),
  );
  return judgedFindings(judged, 'the response body', at, media.schema?.pointer);
}
