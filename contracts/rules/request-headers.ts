import type { Parameter } from '../../generator/openapi/api.ts';
import { headerOf, headerText } from '../pact/interaction.ts';
import { admittedField } from './admitted-field.ts';
import { admitsOnly } from './admitted-media-types.ts';
import { acceptedTypes, accepts } from './media-type.ts';
import { parameterFindings } from './parameter-value.ts';
import { parametersIn } from './parameters-in.ts';
import { defineRule, type Finding, type Subject } from './rule.ts';
import { requestWorld } from './world.ts';

/** Header and cookie parameters, and what `Accept` asks for. */
export const requestHeaders = defineRule({
  code: 'verify/request-headers',
  severity: 'error',
  side: 'request',
  summary: 'A request header or cookie is missing or has a value that the spec refuses.',
  why: 'A provider that follows the spec refuses such a request, or cannot answer it in the wanted media type.',
  examples: [
    {
      title: 'missing',
      paths: tenantPaths(),
      interaction: { request: { method: 'GET', path: '/certs' }, response: { status: 200 } },
      reports: ['impossible: the header "X-Tenant" is required and missing'],
    },
    {
      title: 'none of the documented values',
      paths: tenantPaths(),
      interaction: {
        request: { method: 'GET', path: '/certs', headers: { 'x-tenant': 'c' } },
        response: { status: 200 },
      },
      reports: ['impossible: the header "X-Tenant" is "c": must be one of ["a","b"]'],
    },
    {
      title: 'an Authorization header that is documented as a parameter is left to the security rule',
      paths: {
        '/certs': {
          get: {
            parameters: [{ name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } }],
            responses: { '200': { description: 'ok' } },
          },
        },
      },
      interaction: { request: { method: 'GET', path: '/certs' }, response: { status: 200 } },
      reports: [],
    },
  ],
  check(subject) {
    const { operation } = subject;
    if (!operation) return [];
    const headers = parametersIn(operation, 'header').flatMap((one) => header(subject, one));
    const cookies = parametersIn(operation, 'cookie').flatMap((one) => cookie(subject, one));
    return [...headers, ...cookies, ...accept(subject)];
  },
});

function tenantPaths() {
  const parameter = {
    name: 'X-Tenant',
    in: 'header',
    required: true,
    schema: { type: 'string', enum: ['a', 'b'] },
  };
  return { '/certs': { get: { parameters: [parameter], responses: { '200': { description: 'ok' } } } } };
}

function header(subject: Subject, parameter: Parameter): readonly Finding[] {
  const { request } = subject.interaction;
  const field = headerOf(request.headers, parameter.name);
  if (!field) return missing(subject, 'header', parameter);
  const world = requestWorld(subject, false);
  const findings = parameterFindings('header', parameter, [headerText(field)], world, field.pointer);
  return findings.length > 0 ? findings : admittedField('header', parameter, field, world);
}

function missing(subject: Subject, what: string, parameter: Parameter): readonly Finding[] {
  if (!parameter.required) return [];
  const message = `the ${what} ${JSON.stringify(parameter.name)} is required and missing`;
  return [
    { effect: 'impossible', message, at: subject.interaction.request.pointer, spec: parameter.pointer },
  ];
}

function cookie(subject: Subject, parameter: Parameter): readonly Finding[] {
  const field = headerOf(subject.interaction.request.headers, 'cookie');
  const pairs = field ? field.values.flatMap((value) => value.example.split(/;\s*/)) : [];
  const pair = pairs.find((one) => one.trim().startsWith(`${parameter.name}=`));
  if (!field || pair === undefined) return missing(subject, 'cookie', parameter);
  const text = pair.trim().slice(parameter.name.length + 1);
  const world = requestWorld(subject, false);
  const findings = parameterFindings('cookie', parameter, [text], world, field.pointer);
  if (findings.length > 0 || field.values.every((value) => value.pattern.kind === 'literal')) return findings;
  return [
    {
      effect: 'undecided',
      message: 'matchers on cookies are not followed',
      at: field.pointer,
      spec: parameter.pointer,
    },
  ];
}

/** An answer in none of the accepted media types is none that the spec documents. */
function accept(subject: Subject): readonly Finding[] {
  const field = headerOf(subject.interaction.request.headers, 'accept');
  if (subject.policies.accept === 'ignored' || !field) return [];
  const produced = subject.responses.flatMap((response) => response.content.map((media) => media.type));
  if (produced.length === 0) return [];
  if (field.values.some((value) => value.pattern.kind !== 'literal')) {
    if (admitsOnly(field, [...produced, '*/*'])) return [];
    const message =
      'whether the spec documents all media types that the matcher on Accept asks for is not known';
    return [{ effect: 'undecided', message, at: field.pointer, spec: subject.responses[0]?.pointer }];
  }
  const accepted = acceptedTypes(headerText(field));
  if (accepted.length === 0 || produced.some((type) => accepts(accepted, type))) return [];
  const message = `the request accepts ${accepted.join(', ')}; the spec documents ${[...new Set(produced)].join(', ')}`;
  return [{ effect: 'impossible', message, at: field.pointer, spec: subject.responses[0]?.pointer }];
}
