import type { Fact, FactAbout } from '../../dialects/fact.ts';
import type {
  Example,
  Operation,
  PathParameter,
  QueryOption,
  RequestBody,
  RequestHeader,
  Response,
} from '../../model/description.ts';
import type { Place } from '../../model/place.ts';
import { camelCase, pascalCase, UniqueNames, words } from '../../model/printers/identifier.ts';
import { about, inferredBy, originOf } from '../facts-of.ts';
import type { PlainTypes } from './plain-types.ts';

/** One endpoint with all that pages say of it. */
export interface PlainEndpoint {
  readonly method: string;
  /** With the placeholder names that all endpoints of this form share. */
  readonly path: string;
  readonly facts: readonly Fact[];
}

/** An operation of a page that follows no conventions but HTTP's. */
export function plainOperation(endpoint: PlainEndpoint, types: PlainTypes): Operation {
  const { method, path, facts } = endpoint;
  const id = idOf(method, path);
  const lines = about(facts, 'request-line');
  return {
    id,
    kind: 'action',
    conventions: 'plain',
    method: method.toLowerCase(),
    path,
    pathParameters: pathParameters(path, facts, types),
    about: aboutOf(path),
    title: about(facts, 'title')[0]?.value ?? '',
    description: [...new Set(about(facts, 'description').map((fact) => fact.value))].join('\n\n'),
    notes: [],
    permissions: [],
    headers: headersOf(facts),
    queryOptions: queryOptions(lines, facts, types),
    requestBody: requestBody(id, facts, types),
    responses: responsesOf(id, facts, types),
    origin: originOf(...lines.map((line) => line.at)),
  };
}

/** `GET /users/{id}/posts` → `getUsersByIdPosts`: made of the endpoint alone, so that nothing else can move it. */
function idOf(method: string, path: string): string {
  const parts = path.split('/').map((part) => part.replace(/\{([^{}]*)\}/g, ' by $1 '));
  return camelCase([method.toLowerCase(), ...parts.flatMap(words)].join(' '));
}

/** The first segment that is neither a version nor `api`: what the endpoint is about. */
function aboutOf(path: string): string {
  const named = path
    .split('/')
    .find((part) => /^[A-Za-z][\w-]*$/.test(part) && !/^(?:api|rest|v\d+)$/i.test(part));
  return named ?? 'root';
}

function pathParameters(path: string, facts: readonly Fact[], types: PlainTypes): PathParameter[] {
  const rows = new Map(about(facts, 'path-parameter').map(({ value }) => [value.name.toLowerCase(), value]));
  // Another endpoint of the same form may call the placeholder otherwise: what counts is where it stands.
  const written = about(facts, 'request-line').map(({ value }) => placeholders(value.path));
  return placeholders(path).map((name, i) => {
    const spellings = [name, ...written.flatMap((names) => names[i] ?? [])];
    const row = spellings
      .map((spelling) => rows.get(spelling.toLowerCase()))
      .find((found) => found !== undefined);
    const type = row?.type && types.reference(row.type);
    return { name, placeholder: undefined, description: row?.description ?? '', type };
  });
}

function placeholders(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.trim());
}

function headersOf(facts: readonly Fact[]): RequestHeader[] {
  const found = new Map<string, RequestHeader>();
  for (const { value, at } of about(facts, 'header')) {
    const { name, description, required } = value;
    if (/^[\w-]+$/.test(name) && !found.has(name.toLowerCase()))
      found.set(name.toLowerCase(), { name, description, required, origin: originOf(at) });
  }
  return [...found.values()];
}

function queryOptions(
  lines: readonly FactAbout<'request-line'>[],
  facts: readonly Fact[],
  types: PlainTypes,
): QueryOption[] {
  const found = new Map<string, QueryOption>();
  for (const { value, at } of about(facts, 'query-option')) {
    const { name, type, description, required } = value;
    const reference = type && types.reference(type);
    if (!found.has(name))
      found.set(name, {
        name,
        type: reference,
        description,
        required: required ?? false,
        origin: originOf(at),
      });
  }
  for (const { value, at } of lines)
    for (const pair of value.query.split('&')) {
      const name = pair.split('=')[0] ?? '';
      if (!/^[$@]?[A-Za-z][\w.[\]-]*$/.test(name) || found.has(name)) continue;
      found.set(name, { name, type: undefined, description: '', required: false, origin: originOf(at) });
    }
  return [...found.values()];
}

function requestBody(id: string, facts: readonly Fact[], types: PlainTypes): RequestBody | undefined {
  const rows = about(facts, 'body-property');
  const sent = about(facts, 'example-request').filter((fact) => fact.value.body !== undefined);
  const at = rows[0]?.at ?? sent[0]?.at;
  if (!at) return undefined;
  const examples = examplesOf(sent, 'request');
  const shown = rows.length === 0 ? examples[0] : undefined;
  const unique = new Map(rows.map((row) => [row.value.name, types.property(row.value, row.at)]));
  const upload = rows.some((row) => /^(?:file|binary)$/i.test(row.value.type?.text ?? ''));
  return {
    type: shown && types.shown(shown.value, `${pascalCase(id)}Request`, at),
    others: [],
    nested: new Map(),
    required: rows.length === 0 || rows.some((row) => row.value.required !== false),
    properties: [...unique.values()],
    mediaType: upload ? 'multipart/form-data' : 'application/json',
    examples,
    origin: originOf(at),
  };
}

/** Answers by status: documented ones, and those that examples show; an example without a status is the success. */
function responsesOf(id: string, facts: readonly Fact[], types: PlainTypes): Response[] {
  const stated = about(facts, 'response');
  const shown = about(facts, 'example-response');
  const success = stated.map((fact) => fact.value.status).find((status) => status >= 200 && status < 300);
  const statusOf = (status: number) => (status === 0 ? (success ?? 200) : status);
  const rows = about(facts, 'response-property');
  const statuses = new Set([
    ...stated.map((fact) => fact.value.status),
    ...shown.map((fact) => statusOf(fact.value.status)),
    ...(rows.length > 0 ? [success ?? 200] : []),
  ]);
  return [...statuses]
    .sort((a, b) => a - b)
    .map((status) => {
      const said = stated.filter((fact) => fact.value.status === status);
      const examples = shown.filter((fact) => statusOf(fact.value.status) === status);
      const own = status === (success ?? 200) ? rows : [];
      const places = [...said, ...examples, ...own].map((fact) => fact.at);
      const reason = said.map((fact) => fact.value.reason).find((text) => text !== '') ?? '';
      const documented = said.some((fact) => fact.value.status === status);
      return {
        ...bodyOf(`${pascalCase(id)}${status}Response`, said, examples, own, types),
        status,
        reason,
        others: [],
        headers: [],
        mediaType: 'application/json',
        origin: documented ? originOf(...places) : inferredBy('answer-is-200', ...places),
      };
    });
}

function bodyOf(
  name: string,
  said: readonly FactAbout<'response'>[],
  shown: readonly FactAbout<'example-response'>[],
  rows: readonly FactAbout<'response-property'>[],
  types: PlainTypes,
): Pick<Response, 'type' | 'typeOrigin' | 'properties' | 'examples'> {
  const examples = examplesOf(shown, 'response');
  const named = said.find((fact) => fact.value.type !== undefined);
  const reference = named?.value.type && types.reference(named.value.type);
  const unique = new Map(rows.map((row) => [row.value.name, types.property(row.value, row.at)]));
  const properties = [...unique.values()];
  if (named && reference?.name !== undefined)
    return { type: reference, typeOrigin: originOf(named.at), properties: [], examples };
  const [example] = examples;
  const at = shown[0]?.at;
  if (properties.length > 0 || !example || !at)
    return { type: undefined, typeOrigin: originOf(...places(rows)), properties, examples };
  const type = types.shown(example.value, name, at);
  return { type, typeOrigin: inferredBy('type-from-example', at), properties: [], examples };
}

const places = (rows: readonly { readonly at: Place }[]) => rows.map((row) => row.at);

function examplesOf(
  facts: readonly (FactAbout<'example-request'> | FactAbout<'example-response'>)[],
  name: string,
): Example[] {
  const names = new UniqueNames();
  return facts.flatMap(({ value: { body } }) =>
    body?.json === undefined
      ? []
      : [
          {
            name: names.take(name),
            summary: '',
            value: body.json,
            numberTexts: body.numberTexts(),
            origin: originOf(body.at),
          },
        ],
  );
}
