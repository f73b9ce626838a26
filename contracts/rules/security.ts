import { stringMember } from '../../generator/model/json.ts';
import type { SecurityRequirement, SecurityScheme } from '../../generator/openapi/api.ts';
import { tokenClaims } from '../exchanges/token-scopes.ts';
import { headerOf, headerText } from '../pact/interaction.ts';
import { defineRule, type Subject } from './rule.ts';

/** One of the alternatives must hold, and all schemes of it (OpenAPI 3.1, 4.8.30). */
export const security = defineRule({
  code: 'verify/security',
  severity: 'error',
  side: 'request',
  summary: 'The request carries no credentials of a kind that the spec asks for.',
  why: 'A provider that follows the spec answers it with 401.',
  examples: [
    {
      title: 'two keys are wanted, one is shown',
      document: schemes(),
      paths: {
        '/certs': {
          get: { security: [{ bearer: [], key: [] }], responses: { '200': { description: 'ok' } } },
        },
      },
      interaction: {
        request: { method: 'GET', path: '/certs', headers: { 'X-Key': 'k' } },
        response: { status: 200 },
      },
      reports: [
        'impossible: the spec asks for credentials (bearer and key), the request shows none of these alternatives in full',
      ],
    },
    {
      title: 'either key will do',
      document: schemes(),
      paths: {
        '/certs': {
          get: { security: [{ bearer: [] }, { key: [] }], responses: { '200': { description: 'ok' } } },
        },
      },
      interaction: {
        request: { method: 'GET', path: '/certs', headers: { 'X-Key': 'k' } },
        response: { status: 200 },
      },
      reports: [],
    },
    {
      title: 'a token that shows another scope than the operation wants',
      document: schemes(),
      paths: {
        '/certs': {
          get: { security: [{ oauth: ['Certs.Read'] }], responses: { '200': { description: 'ok' } } },
        },
      },
      interaction: {
        request: { method: 'GET', path: '/certs', headers: { Authorization: tokenFor('User.Read') } },
        response: { status: 200 },
      },
      reports: [
        'impossible: the spec asks for credentials (oauth with Certs.Read), the request shows none of these alternatives in full',
      ],
    },
    {
      title: 'a token that shows the scope among others',
      document: schemes(),
      paths: {
        '/certs': {
          get: { security: [{ oauth: ['Certs.Read'] }], responses: { '200': { description: 'ok' } } },
        },
      },
      interaction: {
        request: {
          method: 'GET',
          path: '/certs',
          headers: { Authorization: tokenFor('User.Read Certs.Read') },
        },
        response: { status: 200 },
      },
      reports: [],
    },
  ],
  check(subject) {
    const { operation, interaction } = subject;
    if (!operation || operation.security.length === 0) return [];
    const met = operation.security.filter((requirement) => satisfied(subject, requirement));
    const sure = () => !mayChangeScheme(subject) || met.some((one) => !namesHttp(subject, one));
    if (met.length > 0 && sure()) return [];
    if (met.length > 0) {
      const message =
        'whether all that the matcher on Authorization admits is of the wanted scheme is not known';
      return [
        {
          effect: 'undecided',
          message,
          at: interaction.request.pointer,
          spec: operation.security[0]?.pointer,
        },
      ];
    }
    const wanted = operation.security
      .map((requirement) => requirement.schemes.map(wantedText).join(' and '))
      .join(', or ');
    const message = `the spec asks for credentials (${wanted}), the request shows none of these alternatives in full`;
    return [
      {
        effect: 'impossible',
        message,
        at: interaction.request.pointer,
        spec: operation.security[0]?.pointer,
      },
    ];
  },
});

function wantedText({ name, scopes }: SecurityRequirement['schemes'][number]): string {
  return scopes.length === 0 ? name : `${name} with ${scopes.join(', ')}`;
}

/** A token whose one claim names what it may do; nobody has signed it. */
function tokenFor(scp: string): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `Bearer ${part({ alg: 'none' })}.${part({ scp })}.`;
}

function schemes() {
  return {
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        oauth: { type: 'oauth2', flows: {} },
      },
    },
  };
}

function satisfied(subject: Subject, requirement: SecurityRequirement): boolean {
  return requirement.schemes.every(({ name, scopes }) => {
    const scheme = subject.api.securitySchemes.find((one) => one.name === name);
    return !scheme || (shown(subject, scheme) && covers(subject, scheme, scopes));
  });
}

/** A token that shows its scopes must have those that are wanted. */
function covers({ interaction }: Subject, { json }: SecurityScheme, scopes: readonly string[]): boolean {
  const type = stringMember(json, 'type');
  if (type !== 'oauth2' && type !== 'openIdConnect') return true;
  const authorization = headerOf(interaction.request.headers, 'authorization');
  const granted = tokenClaims(authorization && headerText(authorization));
  return granted === undefined || scopes.every((scope) => granted.all.has(scope));
}

function namesHttp(subject: Subject, requirement: SecurityRequirement): boolean {
  return requirement.schemes.some(({ name }) => {
    const scheme = subject.api.securitySchemes.find((one) => one.name === name);
    return stringMember(scheme?.json, 'type') === 'http';
  });
}

function shown(subject: Subject, scheme: SecurityScheme): boolean {
  const { headers, query } = subject.interaction.request;
  const authorization = headerOf(headers, 'authorization');
  const type = stringMember(scheme.json, 'type');
  const name = stringMember(scheme.json, 'name') ?? '';
  if (type === 'apiKey') {
    const place = stringMember(scheme.json, 'in');
    if (place === 'query') return query.some((field) => field.name === name);
    if (place === 'header') return headerOf(headers, name) !== undefined;
    const cookies = headerOf(headers, 'cookie');
    return (
      cookies !== undefined &&
      headerText(cookies)
        .split(/[;,]\s*/)
        .some((pair) => pair.startsWith(`${name}=`))
    );
  }
  if (type === 'oauth2' || type === 'openIdConnect')
    return subject.policies.oauth === 'implied' || authorization !== undefined;
  if (type !== 'http') return true;
  const wanted = (stringMember(scheme.json, 'scheme') ?? '').toLowerCase();
  if (!authorization) return false;
  const given = headerText(authorization).toLowerCase();
  return wanted !== 'bearer' && wanted !== 'basic' ? true : given.startsWith(`${wanted} `);
}

/** A matcher on Authorization admits more than its example; the scheme stays if the expression begins with it. */
function mayChangeScheme({ interaction }: Subject): boolean {
  const authorization = headerOf(interaction.request.headers, 'authorization');
  return (authorization?.values ?? []).some(({ pattern }) => {
    if (pattern.kind === 'literal') return false;
    return pattern.kind !== 'regex' || !/^\^?(?:Bearer|Basic) (?![?*{])[^|]*$/.test(pattern.source);
  });
}
