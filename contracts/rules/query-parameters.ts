import { isObject } from '../../generator/model/json.ts';
import type { Parameter, Schema } from '../../generator/openapi/api.ts';
import { kindsOf } from '../../generator/openapi/kinds.ts';
import { casesOf } from '../../generator/openapi/position.ts';
import type { Field } from '../pact/interaction.ts';
import { validatorOf } from '../relation/validator.ts';
import { admittedField } from './admitted-field.ts';
import { deepObject, objectOf, parameterFindings } from './parameter-value.ts';
import { parametersIn } from './parameters-in.ts';
import { defineRule, type Finding, type Subject } from './rule.ts';
import { requestWorld } from './world.ts';

/** Query parameters must be there when required, and valid by their schema and style. */
export const queryParameters = defineRule({
  code: 'verify/query-parameters',
  severity: 'error',
  side: 'request',
  summary: 'A query parameter is missing or has a value that the spec refuses.',
  why: 'A provider that follows the spec answers such a request with 400.',
  examples: [
    {
      title: 'out of bounds',
      paths: listPaths({ type: 'integer', maximum: 999 }),
      interaction: {
        request: { method: 'GET', path: '/certs', query: { $top: ['1000'] } },
        response: { status: 200 },
      },
      reports: ['impossible: the query parameter "$top" is "1000": must be <= 999'],
    },
    {
      title: 'missing',
      paths: listPaths({ type: 'integer' }, true),
      interaction: { request: { method: 'GET', path: '/certs' }, response: { status: 200 } },
      reports: ['impossible: the query parameter "$top" is required and missing'],
    },
    {
      title: 'a matcher for any text on a number',
      paths: listPaths({ type: 'integer' }),
      interaction: {
        request: {
          method: 'GET',
          path: '/certs',
          query: { $top: ['5'] },
          matchingRules: { query: { $top: { matchers: [{ match: 'type' }] } } },
        },
        response: { status: 200 },
      },
      reports: [
        'possible: the matcher on the query parameter "$top" also admits "", which the spec refuses: must be integer',
      ],
    },
    {
      title: 'a matcher of integers on an integer',
      paths: listPaths({ type: 'integer' }),
      interaction: {
        request: {
          method: 'GET',
          path: '/certs',
          query: { $top: ['5'] },
          matchingRules: { query: { $top: { matchers: [{ match: 'integer' }] } } },
        },
        response: { status: 200 },
      },
      reports: [],
    },
    {
      title: 'valid',
      paths: listPaths({ type: 'integer', maximum: 999 }),
      interaction: {
        request: { method: 'GET', path: '/certs', query: { $top: ['5'] } },
        response: { status: 200 },
      },
      reports: [],
    },
  ],
  check(subject) {
    const { operation, interaction } = subject;
    if (!operation) return [];
    const query = interaction.request.query;
    const declared = parametersIn(operation, 'query');
    const findings = declared.flatMap((parameter) => {
      const field = query.find((one) => one.name === parameter.name || one.name === `${parameter.name}[]`);
      return field ? present(subject, parameter, field) : absent(subject, parameter);
    });
    return [...findings, ...undeclared(subject, declared)];
  },
});

function listPaths(schema: { type: string; maximum?: number }, required = false) {
  return {
    '/certs': {
      get: {
        parameters: [{ name: '$top', in: 'query', required, schema }],
        responses: { '200': { description: 'ok' } },
      },
    },
  };
}

function present(subject: Subject, parameter: Parameter, field: Field): readonly Finding[] {
  const texts = field.values.map((value) => value.example);
  const world = requestWorld(subject, false);
  // What may come without a value says nothing more of that.
  if (
    parameter.allowEmptyValue &&
    field.values.every(({ example, pattern }) => example === '' && pattern.kind === 'literal')
  )
    return [];
  const findings = parameterFindings('query parameter', parameter, texts, world, field.pointer);
  return findings.length > 0 ? findings : admittedField('query parameter', parameter, field, world);
}

function absent(subject: Subject, parameter: Parameter): readonly Finding[] {
  const { request } = subject.interaction;
  const name = JSON.stringify(parameter.name);
  if (parameter.style === 'deepObject') {
    const world = requestWorld(subject, false);
    const value = deepObject(
      parameter,
      request.query.map((field) => ({ name: field.name, texts: field.values.map((one) => one.example) })),
      world,
    );
    const fault =
      value === undefined || !parameter.schema
        ? undefined
        : validatorOf([parameter.schema], world)?.fault(value);
    if (fault)
      return [
        {
          effect: 'impossible',
          message: `the query parameter ${name} is ${JSON.stringify(value)}: ${fault.message}`,
          at: request.pointer,
          spec: parameter.pointer,
        },
      ];
    const matched = request.query.find(
      (field) =>
        field.name.startsWith(`${parameter.name}[`) &&
        field.values.some(({ pattern }) => pattern.kind !== 'literal'),
    );
    if (matched) {
      const message = `matchers on the members of the query parameter ${name} are not judged`;
      return [{ effect: 'undecided', message, at: matched.pointer, spec: parameter.pointer }];
    }
    if (value !== undefined) return [];
  }
  const spread = spreadObject(subject, parameter);
  if (spread) return spread;
  if (!parameter.required) return [];
  return [
    {
      effect: 'impossible',
      message: `the query parameter ${name} is required and missing`,
      at: request.pointer,
      spec: parameter.pointer,
    },
  ];
}

/** An object whose members are parameters of their own (`form` with `explode`): what is said of those that come. */
function spreadObject(subject: Subject, parameter: Parameter): readonly Finding[] | undefined {
  const { schema } = parameter;
  const members = memberNames(subject, parameter);
  if (!schema || !members) return undefined;
  const { query, pointer } = subject.interaction.request;
  const fields = query.filter(({ name }) => members.has(name));
  const name = JSON.stringify(parameter.name);
  const where = { at: fields[0]?.pointer ?? pointer, spec: parameter.pointer };
  const undecided = (message: string): Finding[] => [{ effect: 'undecided', message, ...where }];
  // Members that nobody names cannot be told from other parameters.
  if (fields.length === 0)
    return parameter.required && isSatisfiedByNothing(subject, schema)
      ? undecided(`whether the query parameter ${name} has members that the spec does not name is not known`)
      : undefined;
  const world = requestWorld(subject, false);
  const pairs = fields.flatMap((field) =>
    field.values.map(({ example }): [string, string] => [field.name, example]),
  );
  const value = objectOf(pairs, [schema], world);
  const fault = validatorOf([schema], world)?.fault(value);
  if (fault) {
    const message = `the query parameter ${name} is ${JSON.stringify(value)}: ${fault.message}`;
    return [{ effect: 'impossible', message, ...where }];
  }
  const matched = fields.some((field) => field.values.some(({ pattern }) => pattern.kind !== 'literal'));
  return matched ? undecided(`matchers on the members of the query parameter ${name} are not judged`) : [];
}

function isSatisfiedByNothing(subject: Subject, schema: Schema): boolean {
  return validatorOf([schema], requestWorld(subject, false))?.fault({}) === undefined;
}

/** The members of a parameter that is spread over the query; undefined where it is not, or may be another value. */
function memberNames(subject: Subject, parameter: Parameter): ReadonlySet<string> | undefined {
  if (parameter.style !== 'form' || !parameter.explode || !parameter.schema) return undefined;
  const world = requestWorld(subject, false);
  const cases = casesOf([parameter.schema], world);
  if (cases.length === 0 || cases.some((one) => kindsOf(one, world).some((kind) => kind !== 'object')))
    return undefined;
  const parts = cases.flatMap((one) => one.parts);
  return new Set(
    parts.flatMap(({ json }) => (isObject(json['properties']) ? Object.keys(json['properties']) : [])),
  );
}

function undeclared(subject: Subject, declared: readonly Parameter[]): readonly Finding[] {
  if (subject.policies.undeclaredQuery === 'allowed') return [];
  const known = (name: string) =>
    declared.some(
      (parameter) =>
        name === parameter.name ||
        name.startsWith(`${parameter.name}[`) ||
        memberNames(subject, parameter)?.has(name) === true,
    );
  return subject.interaction.request.query
    .filter((field) => !known(field.name))
    .map(
      (field): Finding => ({
        effect: 'impossible',
        message: `the spec declares no query parameter ${JSON.stringify(field.name)}`,
        at: field.pointer,
        spec: subject.operation?.pointer,
      }),
    );
}
