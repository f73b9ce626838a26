import type { Json } from '../../generator/model/json.ts';
import type { MediaType, Schema } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import type { Body, Content, Text } from '../pact/interaction.ts';
import { headerOf, headerText } from '../pact/interaction.ts';
import { admitsAll, variations } from '../relation/admits.ts';
import { matches } from '../relation/matches.ts';
import { admitsTexts, textDoubt, textFault } from '../relation/text.ts';
import { validatorOf } from '../relation/validator.ts';
import { admitsOnly } from './admitted-media-types.ts';
import { essence, guessedType, isStructured, likelyMediaType, mediaTypeFor } from './media-type.ts';
import { multipartValue } from './multipart.ts';
import { objectOf } from './parameter-value.ts';
import { defineRule, type Finding, type Subject } from './rule.ts';
import { valueFindings } from './value-findings.ts';
import { requestWorld } from './world.ts';

/** The request body must be one that the spec accepts; with matchers, so must every body that they admit. */
export const requestBody = defineRule({
  code: 'verify/request-body',
  severity: 'error',
  side: 'request',
  summary: 'The request body is not one that the spec accepts.',
  why: 'A provider that follows the spec answers it with 400 or 415. A matcher in a contract stands for every body it admits.',
  examples: [
    {
      title: 'a wrong type',
      paths: patchPaths(),
      interaction: patch({ status: 'ten' }),
      reports: ['impossible: the request body is refused by the spec at /status: must be integer'],
    },
    {
      title: 'a member that the spec does not know',
      paths: patchPaths(),
      interaction: patch({ id: '1' }),
      reports: ['impossible: the request body is refused by the spec: the spec knows no member "id" here'],
    },
    {
      title: 'no body',
      paths: patchPaths(),
      interaction: { request: { method: 'PATCH', path: '/certs' }, response: { status: 204 } },
      reports: ['impossible: the request body is required and missing'],
    },
    {
      title: 'a matcher that admits more',
      paths: patchPaths(),
      interaction: patch({ name: 'a' }, { body: { '$.name': { matchers: [{ match: 'type' }] } } }),
      reports: [
        'possible: the matchers also admit the body {"name":""}, which the spec refuses at /name: must NOT have fewer than 1 characters',
      ],
    },
    {
      title: 'valid',
      paths: patchPaths(),
      interaction: patch({ status: 10 }, { body: { '$.status': { matchers: [{ match: 'integer' }] } } }),
      reports: [],
    },
  ],
  check(subject) {
    const { operation, interaction } = subject;
    if (!operation) return [];
    const { body, pointer } = interaction.request;
    const documented = operation.requestBody;
    if (body.state !== 'present') {
      if (!documented?.required) return [];
      return [
        {
          effect: 'impossible',
          message: 'the request body is required and missing',
          at: pointer,
          spec: documented.pointer,
        },
      ];
    }
    if (!documented) return undocumented(subject, body);
    const type = contentType(subject, body);
    const media =
      type === undefined
        ? likelyMediaType(documented.content)
        : mediaTypeFor(documented.content, type, subject.policies);
    if (media && type === undefined && guessedType(body.content)?.test(essence(media.type)) === false) {
      const message = `the contract names no media type, and ${media.type} is not what its body looks like`;
      return [{ effect: 'undecided', message, at: body.pointer, spec: media.pointer }];
    }
    if (media) return [...content(subject, body.content, media, body.pointer), ...otherTypes(subject, media)];
    if (documented.content.length === 0) return [];
    const types = documented.content.map((one) => one.type).join(', ');
    return [
      {
        effect: 'impossible',
        message: `the spec accepts ${types}, the request sends ${essence(type ?? '')}`,
        at: body.pointer,
        spec: documented.pointer,
      },
    ];
  },
});

function patchPaths() {
  const schema = {
    type: 'object',
    properties: { status: { type: 'integer' }, name: { type: 'string', minLength: 1 } },
  };
  return {
    '/certs': {
      patch: {
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { '204': { description: 'done' } },
      },
    },
  };
}

function patch(body: Json, matchingRules: { readonly [key: string]: Json } = {}) {
  return { request: { method: 'PATCH', path: '/certs', body, matchingRules }, response: { status: 204 } };
}

type Present = Extract<Body, { state: 'present' }>;

/** The header says what is sent; V4's own `contentType` speaks where there is none. */
function contentType(subject: Subject, body: Present): string | undefined {
  const header = headerOf(subject.interaction.request.headers, 'content-type');
  return header ? headerText(header) : body.contentType;
}

/** A matcher on Content-Type may admit types that the operation does not document. */
function otherTypes(subject: Subject, media: MediaType): readonly Finding[] {
  const header = headerOf(subject.interaction.request.headers, 'content-type');
  if (!header || media.type.includes('*') || admitsOnly(header, [media.type])) return [];
  const message =
    'whether the spec documents all media types that the matcher on Content-Type admits is not known';
  return [{ effect: 'undecided', message, at: header.pointer, spec: media.pointer }];
}

function undocumented(subject: Subject, body: Present): readonly Finding[] {
  if (subject.policies.undeclaredBody === 'allowed') return [];
  return [
    {
      effect: 'impossible',
      message: 'the spec documents no request body for this operation',
      at: body.pointer,
      spec: subject.operation?.pointer,
    },
  ];
}

function content(subject: Subject, sent: Content, media: MediaType, at: string): readonly Finding[] {
  const where = { at, spec: media.schema?.pointer ?? media.pointer };
  if (sent.kind === 'broken') return [{ effect: 'impossible', message: sent.reason, ...where }];
  if (!media.schema) return [];
  if (sent.kind === 'binary') {
    if (!isStructured(media.type)) return [];
    return [
      { effect: 'undecided', message: 'what the bytes of the request body hold is not known', ...where },
    ];
  }
  const world = requestWorld(subject, true);
  const position = [media.schema];
  if (sent.kind === 'text') return textual(subject, sent.text, media, media.schema, at);
  // The core sends the JSON text, whatever the type is.
  if (!/[/+]json$|\*$/.test(essence(media.type)))
    return [
      { effect: 'undecided', message: `how a JSON value is sent as ${media.type} is not known`, ...where },
    ];
  if (sent.pattern.kind === 'unknown') {
    const message = `the request body is undecided: ${sent.pattern.reason}`;
    return [{ effect: 'undecided', message, ...where }];
  }
  const findings = judgeValue(subject, sent.example, media, at);
  if (findings.length > 0 || admitsAll(position, sent.pattern, world)) return findings;
  for (const value of variations(sent.pattern)) {
    const refused = matches(sent.pattern, value) === true && fits(position, value, world) !== 'yes';
    const fault = refused ? validatorOf(position, world)?.fault(value) : undefined;
    if (!fault) continue;
    const message = `the matchers also admit the body ${short(value)}, which the spec refuses${placeOf(fault.at)}: ${fault.message}`;
    return [{ effect: 'possible', message, witness: value, ...where }];
  }
  return [
    {
      effect: 'undecided',
      message: 'whether the spec accepts every body that the matchers admit is not known',
      ...where,
    },
  ];
}

function textual(
  subject: Subject,
  text: Text,
  media: MediaType,
  schema: Schema,
  at: string,
): readonly Finding[] {
  const where = { at, spec: schema.pointer };
  const world = requestWorld(subject, true);
  const type = essence(media.type);
  if (/[/+]xml$/.test(type)) return [{ effect: 'undecided', message: 'XML bodies are not judged', ...where }];
  const form = formOf(type);
  if (form) {
    const value = form.value(text.example, fullType(subject, media), [schema], world);
    if (value === undefined)
      return [
        { effect: 'undecided', message: `the parts of the ${form.name} body cannot be read`, ...where },
      ];
    const findings = judgeValue(subject, value, media, at);
    if (findings.length > 0 || text.pattern.kind === 'literal') return findings;
    return [{ effect: 'undecided', message: `matchers on ${form.name} bodies are not followed`, ...where }];
  }
  const fault = textFault(text.example, [schema], world);
  if (fault !== undefined)
    return [{ effect: 'impossible', message: `the request body is refused by the spec: ${fault}`, ...where }];
  const doubt = textDoubt(text.example, [schema], world);
  if (doubt !== undefined) return [{ effect: 'undecided', message: `the request body: ${doubt}`, ...where }];
  const admitted = admitsTexts([schema], text.pattern, world);
  if (admitted.verdict === 'guaranteed') return [];
  if (!('witness' in admitted))
    return [
      {
        effect: 'undecided',
        message: 'whether the spec accepts every body that the matchers admit is not known',
        ...where,
      },
    ];
  const message = `the matchers also admit the body ${short(admitted.witness)}, which the spec refuses`;
  return [{ effect: 'possible', message, witness: admitted.witness, ...where }];
}

/** Bodies that are objects of texts. */
interface Form {
  readonly name: 'form' | 'multipart';
  readonly value: typeof multipartValue;
}

function formOf(type: string): Form | undefined {
  if (type.startsWith('multipart/')) return { name: 'multipart', value: multipartValue };
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  return {
    name: 'form',
    value: (text, _, position, world) => objectOf([...new URLSearchParams(text)], position, world),
  };
}

/** With its parameters: the boundary is one. */
function fullType(subject: Subject, media: MediaType): string {
  const { body } = subject.interaction.request;
  return (body.state === 'present' ? contentType(subject, body) : undefined) ?? media.type;
}

function judgeValue(subject: Subject, value: Json, media: MediaType, at: string): readonly Finding[] {
  const schema = media.schema;
  if (!schema) return [];
  return valueFindings('the request body', value, schema, requestWorld(subject, true), at);
}

function placeOf(pointer: string): string {
  return pointer === '' ? '' : ` at ${pointer}`;
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
