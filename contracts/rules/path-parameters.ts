import { findWord } from '../../generator/model/regular/find-word.ts';
import { type Language, languageOf } from '../../generator/model/regular/language.ts';
import type { Parameter } from '../../generator/openapi/api.ts';
import { upperTexts } from '../relation/admits.ts';
import { matches } from '../relation/matches.ts';
import type { Pattern } from '../relation/pattern.ts';
import { parameterFault, parameterFindings } from './parameter-value.ts';
import { parametersIn } from './parameters-in.ts';
import { route } from './route.ts';
import { defineRule, type Finding, type Subject } from './rule.ts';
import { requestWorld } from './world.ts';

/** Each part of the path that fills a parameter must be valid for its schema. */
export const pathParameters = defineRule({
  code: 'verify/path-parameters',
  severity: 'error',
  side: 'request',
  summary: 'A path parameter has a value that the spec refuses.',
  why: 'The provider may answer such a path with 400 or 404. A matcher in a contract stands for every path it admits.',
  examples: [
    {
      title: 'a word where a number belongs',
      paths: itemPaths({ type: 'integer' }),
      interaction: { request: { method: 'GET', path: '/items/abc' }, response: { status: 200 } },
      reports: ['impossible: the path parameter "id" is "abc": must be integer'],
    },
    {
      title: 'a matcher that also admits words',
      paths: itemPaths({ type: 'integer' }),
      interaction: {
        request: {
          method: 'GET',
          path: '/items/7',
          matchingRules: { path: { matchers: [{ match: 'regex', regex: '/items/\\w+' }] } },
        },
        response: { status: 200 },
      },
      reports: [
        'possible: the matcher on the path also admits "/items/a", whose parameter "id" the spec refuses: must be integer',
      ],
    },
    {
      title: 'a number',
      paths: itemPaths({ type: 'integer' }),
      interaction: { request: { method: 'GET', path: '/items/7' }, response: { status: 200 } },
      reports: [],
    },
  ],
  check(subject) {
    const { interaction, route: found } = subject;
    if (found.kind !== 'operation') return [];
    const world = requestWorld(subject, false);
    const { pattern, pointer } = interaction.request.path;
    const findings = parametersIn(found.operation, 'path').flatMap((parameter) => {
      const text = found.parameters.get(parameter.name);
      if (text === undefined) return [];
      return parameterFindings('path parameter', parameter, [decoded(text)], world, pointer);
    });
    if (findings.length > 0) return findings;
    return pattern.kind === 'literal' ? [] : admitted(subject, pattern);
  },
});

function itemPaths(schema: { type: string }) {
  return {
    '/items/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema }],
        responses: { '200': { description: 'ok' } },
      },
    },
  };
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A matcher on the path: are all admitted paths paths of this operation with valid parameters? */
function admitted(subject: Subject, pattern: Pattern): readonly Finding[] {
  const { route: found, interaction } = subject;
  if (found.kind !== 'operation') return [];
  const at = interaction.request.path.pointer;
  const upper = upperTexts(pattern);
  const inner = templateLanguage(subject);
  const included = upper && inner && findWord({ within: [upper], outside: [inner] }) === 'none';
  if (included && !hasRival(subject)) return [];
  const word = upper ? findWord({ within: [upper], outside: inner ? [inner] : [] }) : 'unknown';
  if (typeof word === 'object' && matches(pattern, word.word) === true) {
    const reason = whyRefused(subject, word.word);
    if (reason)
      return [
        {
          effect: 'possible',
          message: `the matcher on the path also admits ${JSON.stringify(word.word)}, ${reason}`,
          at,
          witness: word.word,
        },
      ];
  }
  return [
    { effect: 'undecided', message: 'whether all paths that the matcher admits are valid is not known', at },
  ];
}

/** Another path of the document that a path of this operation's template may belong to. */
function hasRival({ api, operation }: Subject): boolean {
  const own = operation?.path.split('/') ?? [];
  return api.paths.some((path) => {
    const other = path.split('/');
    if (path === operation?.path || other.length !== own.length) return false;
    return other.every((segment, i) => segment.includes('{') || own[i]?.includes('{') || segment === own[i]);
  });
}

function whyRefused(subject: Subject, path: string): string | undefined {
  const other = route(subject.api, subject.interaction.request.method, path);
  if (other.kind !== 'operation' || other.operation !== subject.operation)
    return 'which is no path of this operation';
  for (const parameter of parametersIn(other.operation, 'path')) {
    const text = other.parameters.get(parameter.name);
    const message =
      text === undefined
        ? undefined
        : parameterFault(parameter, [decoded(text)], requestWorld(subject, false));
    if (message !== undefined)
      return `whose parameter ${JSON.stringify(parameter.name)} the spec refuses: ${message}`;
  }
  return undefined;
}

/** Paths that surely are valid, where the parameters' schemas are simple enough to say so. */
function templateLanguage(subject: Subject): Language | undefined {
  const operation = subject.operation;
  if (!operation) return undefined;
  let source = '';
  for (const part of operation.path.match(/\{[^{}]*\}|[^{]+|\{/g) ?? []) {
    const name = /^\{([^{}]*)\}$/.exec(part)?.[1];
    if (name === undefined) source += part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    else {
      const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
      const segment = segmentSource(parameter);
      if (segment === undefined) return undefined;
      source += segment;
    }
  }
  return languageOf(source, { reading: 'whole' });
}

const plain = new Set(['type', 'description', 'title', 'example', 'format', 'minLength']);

function segmentSource(parameter: Parameter | undefined): string | undefined {
  const json = parameter?.schema?.json;
  if (parameter?.style !== 'simple' || typeof json !== 'object') return undefined;
  const others = Object.keys(json).filter((keyword) => !plain.has(keyword));
  if (
    json['type'] === 'string' &&
    others.length === 0 &&
    json['format'] === undefined &&
    Number(json['minLength'] ?? 0) <= 1
  )
    return '[^/%?#]+';
  if (json['type'] === 'integer' && others.length === 0) return '-?(0|[1-9][0-9]*)';
  return json['type'] === 'integer' && others.join() === 'minimum' && Number(json['minimum']) <= 1
    ? '[1-9][0-9]*'
    : undefined;
}
