import { type Json, type JsonObject, member, setMember } from '../model/json.ts';
import type { Api, Example, Operation, Parameter, Response } from '../openapi/api.ts';
import type { World } from '../openapi/world.ts';
import { type ContractBody, contractBody } from './contract-body.ts';
import { credentialsOf, type Shown } from './contract-credentials.ts';
import { type Written, writtenParameter } from './contract-parameters.ts';
import { type Routes, segmentExpression } from './contract-routes.ts';
import { isPlainlyTyped } from './contract-typing.ts';
import { encodeTemplate, shapeOf } from './operation-shape.ts';

/** A request: what the generated function is given, and what of it the pact holds. */
export interface ContractRequest {
  /** The members path, query, headers, cookies and body of the call's input, those that there are. */
  readonly input: JsonObject;
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ContractBody | undefined;
  /** Whether the input surely has the type that is generated for it. */
  readonly typed: boolean;
  /** What is added to the query on the way: an API key, which is no parameter. */
  readonly keys: Shown['query'];
}

/** A request, or why there can be none. */
export type RequestAnswer =
  | { readonly request: ContractRequest; readonly reason?: never }
  | { readonly reason: string; readonly request?: never };

/**
 * The smallest request that the document says an operation accepts: what is required, with the documented values
 * where they are valid. `verify` calls a pact impossible whose request is not.
 */
export function contractRequest(api: Api, routes: Routes, operation: Operation): RequestAnswer {
  const documented = new Draft(api, operation, false).request(routes);
  // A documented value may spell another path of the document; a made one hardly ever does.
  return documented.request ? documented : new Draft(api, operation, true).request(routes);
}

class Draft {
  readonly #api: Api;
  readonly #operation: Operation;
  readonly #made: boolean;
  readonly #world: World;
  /** Why a required parameter has no value. */
  #missing: string | undefined;

  constructor(api: Api, operation: Operation, made: boolean) {
    this.#api = api;
    this.#operation = operation;
    this.#made = made;
    this.#world = { api, direction: 'request', closed: false };
  }

  request(routes: Routes): RequestAnswer {
    const operation = this.#operation;
    const shape = shapeOf(operation);
    const path = shape.path.map(({ name, parameter }) => this.#shown(parameter ?? this.#undeclared(name)));
    const parts: AllParts = {
      path: this.#written(path),
      query: this.#written(shape.query),
      headers: this.#written(shape.headers),
      cookies: this.#written(shape.cookies),
    };
    if (this.#missing !== undefined) return { reason: this.#missing };
    const shown = credentialsOf(this.#api, operation);
    if (!shown) return { reason: 'its credentials cannot be made up' };
    const target = pathOf(operation.path, parts.path);
    if (target === undefined || routes.templateOf(operation.method, target) !== operation.path)
      return { reason: 'no path could be made that leads to it and to nothing else' };
    const required = operation.requestBody?.required ?? false;
    const closed = { ...this.#world, closed: true };
    const { body, reason } = contractBody(operation, shape.body?.media, required, closed);
    if (reason !== undefined) return { reason };
    const typed =
      operation.parameters.every((parameter) => this.#isTyped(parameter, parts)) &&
      (!body || isPlainlyTyped(this.#api, shape.body?.media.schema, body.value));
    return { request: { ...assembled(parts, target, shown, body), typed } };
  }

  #written(parameters: readonly Parameter[]): Parts {
    const parts = new Map<string, Written>();
    for (const parameter of parameters.filter(({ required }) => required)) {
      const written = writtenParameter(parameter, this.#world, this.#made);
      if (written) parts.set(parameter.name, written);
      else {
        const { name, style } = parameter;
        this.#missing ??= `no value could be made of the ${parameter.in} parameter ${name} (${style})`;
      }
    }
    return parts;
  }

  #isTyped(parameter: Parameter, parts: AllParts): boolean {
    const place =
      parameter.in === 'header' ? 'headers' : parameter.in === 'cookie' ? 'cookies' : parameter.in;
    const written = parts[place].get(parameter.name);
    return (
      !written || isPlainlyTyped(this.#api, parameter.schema ?? parameter.content?.schema, written.value)
    );
  }

  /** What a path ends in is the key of what it answers with: documented answers show one. */
  #shown(parameter: Parameter): Parameter {
    const { path } = this.#operation;
    if (parameter.examples.length > 0 || !path.endsWith(`{${parameter.name}}`)) return parameter;
    const answers = this.#api.operationsAt(path).flatMap(({ responses }) => responses.filter(isSuccess));
    const shown = answers.flatMap(({ content }) => content.flatMap(({ examples }) => examples));
    const keys = shown.flatMap((example): Example[] => {
      const value = member(example.value, parameter.name) ?? member(example.value, 'id');
      return value === undefined ? [] : [{ ...example, value }];
    });
    return { ...parameter, examples: keys };
  }

  /** A name in the path that no parameter declares: any text may stand there. */
  #undeclared(name: string): Parameter {
    return {
      name,
      in: 'path',
      pointer: this.#operation.pointer,
      required: true,
      deprecated: false,
      description: undefined,
      style: 'simple',
      explode: false,
      allowReserved: false,
      allowEmptyValue: false,
      schema: undefined,
      content: undefined,
      examples: [],
      ignored: false,
    };
  }
}

function isSuccess({ status }: Response): boolean {
  return status.startsWith('2');
}

type Parts = ReadonlyMap<string, Written>;
interface AllParts {
  readonly path: Parts;
  readonly query: Parts;
  readonly headers: Parts;
  readonly cookies: Parts;
}

/** The template filled in; undefined where the values could not be told apart again. */
function pathOf(template: string, values: Parts): string | undefined {
  const segments = template.split(/\/(?![^{}]*\})/).map((segment) => {
    const names = [...segment.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
    const texts = names.map((name) => values.get(name)?.texts[0]?.[1] ?? '');
    // The runtime doubles quotes in an OData key.
    if (/'\{/.test(segment) && texts.some((text) => text.includes('%27'))) return undefined;
    let i = 0;
    const filled = encodeTemplate(segment).replace(/\{[^{}]*\}/g, () => texts[i++] ?? '');
    if (names.length === 0) return filled;
    const read = segmentExpression(segment).exec(filled);
    return read?.slice(1).every((text, at) => text === texts[at]) ? filled : undefined;
  });
  return segments.every((segment) => segment !== undefined) ? segments.join('/') : undefined;
}

function assembled(
  parts: AllParts,
  path: string,
  shown: Shown,
  body: ContractBody | undefined,
): Omit<ContractRequest, 'typed'> {
  const input: Record<string, Json> = {};
  for (const place of ['path', 'query', 'headers', 'cookies'] as const) {
    const values: Record<string, Json> = {};
    for (const [name, { value }] of parts[place]) setMember(values, name, value);
    if (place === 'headers') Object.assign(values, shown.headers, cookieHeader(parts, shown));
    if (Object.keys(values).length > 0) input[place] = values;
  }
  if (body) input['body'] = body.value;
  const query: Record<string, string[]> = {};
  for (const [name, text] of [...[...parts.query.values()].flatMap(({ texts }) => texts), ...shown.query]) {
    if (Object.hasOwn(query, name)) query[name]?.push(text);
    else setMember(query, name, [text]);
  }
  const fields = [...parts.headers].map(([name, { texts }]) => [name, texts[0]?.[1] ?? ''] as const);
  const cookies = [...cookieTexts(parts), ...shown.cookies];
  const headers: Record<string, string> = {
    ...(body ? { 'Content-Type': body.type } : {}),
    ...Object.fromEntries(fields),
    ...shown.headers,
    ...(cookies.length > 0 ? { Cookie: cookies.join('; ') } : {}),
  };
  return { input, path, query, headers, body, keys: shown.query };
}

function cookieTexts({ cookies }: AllParts): string[] {
  return [...cookies.values()].flatMap(({ texts }) => texts.map(([name, text]) => `${name}=${text}`));
}

/** Credentials in a cookie are no parameter: they are given as a header, which then holds the other cookies too. */
function cookieHeader(parts: AllParts, shown: Shown): Record<string, string> {
  if (shown.cookies.length === 0) return {};
  return { Cookie: [...cookieTexts(parts), ...shown.cookies].join('; ') };
}
