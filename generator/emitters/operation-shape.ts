import {
  entries,
  isObject,
  type Json,
  type JsonObject,
  member,
  sameJson,
  setMember,
  stringMember,
} from '../model/json.ts';
import { pointer as at, valueAt } from '../model/pointer.ts';
import type {
  Api,
  MediaType,
  Operation,
  Parameter,
  Schema,
  SecurityRequirement,
  SecurityScheme,
  Server,
} from '../openapi/api.ts';
import { bodyKind, sent } from './media.ts';

/** What of an operation shows in signatures and descriptors, whatever the types in it are. */
export interface OperationShape {
  /** The names in the path template, each once, in the template's order; with the parameter if one is declared. */
  readonly path: readonly { readonly name: string; readonly parameter: Parameter | undefined }[];
  readonly query: readonly Parameter[];
  readonly headers: readonly Parameter[];
  readonly cookies: readonly Parameter[];
  readonly body: { readonly media: MediaType; readonly required: boolean } | undefined;
  /** Whether there is anything in query, headers or cookies. */
  readonly hasOptions: boolean;
  readonly optionsRequired: boolean;
  readonly inputRequired: boolean;
}

export function shapeOf(operation: Operation): OperationShape {
  const used = operation.parameters.filter((parameter) => !parameter.ignored);
  const inPlace = (place: Parameter['in']) => used.filter((parameter) => parameter.in === place);
  const declared = new Map(inPlace('path').map((parameter) => [parameter.name, parameter]));
  const path = templateNames(operation.path).map((name) => ({ name, parameter: declared.get(name) }));
  // fetch refuses a body with GET and HEAD; OpenAPI gives it no meaning there (3.1, 4.8.10).
  const bodiless = operation.method === 'get' || operation.method === 'head';
  const media = bodiless ? undefined : sent(operation.requestBody?.content ?? []);
  const body = media && { media, required: operation.requestBody?.required ?? false };
  const [query, headers, cookies] = [inPlace('query'), inPlace('header'), inPlace('cookie')];
  const options = [...query, ...headers, ...cookies];
  const optionsRequired = options.some((parameter) => parameter.required);
  const inputRequired = optionsRequired || path.length > 0 || body?.required === true;
  return {
    path,
    query,
    headers,
    cookies,
    body,
    hasOptions: options.length > 0,
    optionsRequired,
    inputRequired,
  };
}

/** The names between braces, each once. */
export function templateNames(path: string): string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''))];
}

/**
 * A part of the runtime that a fact names: `apiKey('header', 'X-Key')`, or without arguments `bearer`. What few
 * operations need comes into the bundles of those few.
 */
export class RuntimePart {
  readonly name: string;
  readonly args: readonly Json[] | undefined;

  constructor(name: string, args?: readonly Json[]) {
    this.name = name;
    this.args = args;
  }
}

/** What the runtime is told, by its names. */
export interface Facts {
  readonly [name: string]: Fact;
}
export type Fact = Json | RuntimePart | Facts;

/** What the runtime is told of the whole document: where it is served, and what credentials it knows. */
export function documentFacts(api: Api): Facts {
  const facts: Record<string, Fact> = serverFacts(api.servers[0]);
  const schemes: Record<string, RuntimePart> = {};
  for (const { name, json } of api.securitySchemes) {
    const scheme = schemePart(json);
    if (scheme) setMember(schemes, name, scheme);
  }
  // Without any the runtime takes what it is given for a token; a document whose schemes are all the transport's says
  // that there is none to send.
  if (api.securitySchemes.length > 0) facts['schemes'] = schemes;
  if (api.security.length > 0) facts['security'] = alternatives(api, api.security);
  return facts;
}

/** Whether a request can carry the credentials of a scheme: `mutualTLS` is the transport's, others are unknown. */
export function isCarried({ json }: SecurityScheme): boolean {
  return schemePart(json) !== undefined;
}

/** What the runtime is told of one operation beside its id, method and path: what is not the usual. */
export function operationFacts(api: Api, operation: Operation, shape: OperationShape): Facts {
  const facts: Record<string, Fact> = {};
  const server = serverFacts(operation.servers[0]);
  if (!sameJson(server, serverFacts(api.servers[0]))) Object.assign(facts, server);
  if (shape.body) facts['body'] = bodyFact(api, shape.body.media);
  const accept = [...new Set(operation.responses.flatMap(({ content }) => content.map(({ type }) => type)))];
  // A header value is bytes of Latin-1 on one line; anything else is no media type.
  const sendable = accept.filter((type) => /^[\x20-\x7e]+$/.test(type));
  if (sendable.length > 0 && sendable.join() !== 'application/json') facts['accept'] = sendable.join(', ');
  const styles = stylesOf(shape);
  if (Object.keys(styles).length > 0) facts['styles'] = new RuntimePart('styled', [styles]);
  const [security, usual] = [operation.security, api.security].map((list) => alternatives(api, list));
  if (security && usual && !sameJson(security, usual)) facts['security'] = security;
  const errors = errorTexts(operation);
  if (errors.length > 0) facts['errors'] = errors.join(' ');
  return facts;
}

/** The server that the document names, if that is an absolute URL; its variables with their defaults. */
function serverFacts(server: Server | undefined): Record<string, Json> {
  const template = server?.template ?? '';
  if (server === undefined || !/^https?:\/\/[^\s]+$/.test(template)) return {};
  const variables: Record<string, Json> = {};
  for (const name of templateNames(template)) {
    const standard = stringMember(member(server.variables, name), 'default');
    // A variable without a value makes no URL.
    if (standard === undefined) return {};
    setMember(variables, name, standard);
  }
  const facts = { server: template };
  return Object.keys(variables).length === 0 ? facts : { ...facts, variables };
}

/** How a security scheme's credentials travel. */
function schemePart(json: JsonObject): RuntimePart | undefined {
  const type = stringMember(json, 'type');
  const name = stringMember(json, 'name') ?? '';
  if (type === 'apiKey') {
    const place = stringMember(json, 'in') ?? '';
    const known = ['header', 'query', 'cookie'].includes(place) && isSendable(place, name);
    return known ? new RuntimePart('apiKey', [place, name]) : undefined;
  }
  if (type === 'oauth2' || type === 'openIdConnect') return new RuntimePart('bearer');
  if (type !== 'http') return undefined;
  const scheme = stringMember(json, 'scheme') ?? '';
  if (/^bearer$/i.test(scheme)) return new RuntimePart('bearer');
  if (/^basic$/i.test(scheme)) return new RuntimePart('basic');
  // An authentication scheme is a token (RFC 9110, 11.1).
  return isToken(scheme) ? new RuntimePart('http', [scheme]) : undefined;
}

function isSendable(place: string, name: string): boolean {
  return place === 'header' ? isToken(name) : name !== '';
}

/** The names of headers and schemes (RFC 9110, 5.6.2). */
function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

/** A body's media type; of a form also how its fields are written, of parts what they are. */
function bodyFact(api: Api, { type, pointer, schema }: MediaType): Json | RuntimePart {
  const kind = bodyKind(type);
  if (kind !== 'form' && kind !== 'multipart') return type;
  const fields: Record<string, Json> = {};
  for (const [name, encoding] of entries(valueAt(api.root, at(pointer, 'encoding')))) {
    const field = schema && api.child(api.resolve(schema), 'properties', name);
    const own = kind === 'form' ? fieldStyle(encoding, field && api.resolve(field)) : partType(encoding);
    if (own !== undefined) setMember(fields, name, own);
  }
  const part = kind === 'form' ? 'formBody' : 'multipartBody';
  return new RuntimePart(part, Object.keys(fields).length === 0 ? [type] : [type, fields]);
}

/** A media type counts where no style is named (OpenAPI 3.1.1, 4.8.15.1.2): lists are JSON only if it says so. */
function fieldStyle(encoding: Json, field: Schema | undefined): JsonObject | undefined {
  const style: Record<string, Json> = {};
  for (const keyword of ['style', 'explode', 'allowReserved']) {
    const value = member(encoding, keyword);
    if (typeof value === 'string' || typeof value === 'boolean') style[keyword] = value;
  }
  if (Object.keys(style).length > 0) return style;
  const isList = isObject(field?.json) && [field.json['type']].flat().includes('array');
  return isList && bodyKind(partType(encoding) ?? '') === 'json' ? { style: 'json' } : undefined;
}

/** The first of the media types that a part may have; a range names none. */
function partType(encoding: Json): string | undefined {
  const [first = ''] = (stringMember(encoding, 'contentType') ?? '').split(',');
  return first === '' || first.includes('*') ? undefined : first.trim();
}

/**
 * The first alternative of each set of schemes: documents put the least privileged first, and a token is one. Schemes
 * that no request carries are left out; an alternative of nothing else asks for no credentials. A single text is a token
 * or key before it is what HTTP's basic authentication needs, which is a name and a password.
 */
function alternatives(api: Api, requirements: readonly SecurityRequirement[]): Json[] {
  const carried = carriedSchemes(api);
  const first = new Map<string, Json>();
  const basic = new Set<string>();
  for (const requirement of requirements) {
    const own = requirement.schemes.filter(({ name }) => !carried || carried.has(name));
    const set = own.map(({ name }) => name).join('\n');
    if (!first.has(set)) first.set(set, schemesOf(own));
    if (own.some(({ name }) => isBasic(api, name))) basic.add(set);
  }
  const sets = [...first.keys()];
  return [...sets.filter((set) => !basic.has(set)), ...sets.filter((set) => basic.has(set))].flatMap(
    (set) => first.get(set) ?? [],
  );
}

function isBasic(api: Api, name: string): boolean {
  const scheme = api.securitySchemes.find((one) => one.name === name);
  return scheme !== undefined && schemePart(scheme.json)?.name === 'basic';
}

const carriedBy = new WeakMap<Api, ReadonlySet<string>>();

/** Undefined for a document that describes no schemes: the runtime sends a token for whatever it names. */
function carriedSchemes(api: Api): ReadonlySet<string> | undefined {
  let carried = carriedBy.get(api);
  if (!carried) {
    const described = api.securitySchemes;
    if (described.length === 0) return undefined;
    carried = new Set(described.filter(isCarried).map(({ name }) => name));
    carriedBy.set(api, carried);
  }
  return carried;
}

function schemesOf(schemes: SecurityRequirement['schemes']): Json {
  const requirement: Record<string, Json> = {};
  for (const { name, scopes } of schemes) setMember(requirement, name, [...scopes]);
  return requirement;
}

/** `404`, `4XX`: with a JSON body. `304:`: without one. `406:text/plain,text/html`: with one of other types. */
function errorTexts(operation: Operation): string[] {
  return operation.responses
    .filter(({ status }) => isErrorStatus(status))
    .map(({ status, content }) => {
      const types = content.map(({ type }) => type.replace(/\s/g, ''));
      return types.join() === 'application/json' ? status : `${status}:${types.join()}`;
    });
}

/** Statuses that a response can come with and that are no success. */
export function isErrorStatus(status: string): boolean {
  return /^([345](\d\d|XX)|default)$/.test(status);
}

/**
 * The fixed parts of a template as they travel; what stands in braces stays for the runtime. A path is appended to the
 * server's URL (OpenAPI 3.1, 4.8.8.1): what follows `?` is a query, and what follows `#`, by which documents tell
 * operations on one path apart, is never sent.
 */
export function encodeTemplate(path: string): string {
  const [sent = ''] = path.split(/#(?![^{}]*\})/);
  return sent.replace(/\{[^{}]*\}|%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]/gu, (part) => {
    // URLs resolve an encoded dot like a plain one: written plainly, the runtime sees what it is.
    if (/^%2e$/i.test(part)) return '.';
    if (part.length > 2 && (part.startsWith('{') || part.startsWith('%'))) return part;
    return encodeURIComponent(/^[\ud800-\udfff]$/.test(part) ? '\ufffd' : part);
  });
}

/** Whether a parameter may be sent empty though its own type has no empty value (OpenAPI 3.0, 4.7.12.2). */
export function isEmptyBesideItsType(api: Api, { allowEmptyValue, schema }: Parameter): boolean {
  const json = schema && api.resolve(schema).json;
  if (!allowEmptyValue || json === undefined || !isObject(json)) return false;
  if (json['enum'] !== undefined || json['const'] !== undefined) return true;
  const types = [json['type'] ?? 'string'].flat();
  return !types.some((type) => type === 'string' || type === 'array' || type === 'object');
}

/** Only what differs from the default of its place: most operations need none. */
function stylesOf(shape: OperationShape): Record<string, Json> {
  const places = {
    path: shape.path.flatMap(({ parameter }) => parameter ?? []),
    query: shape.query,
    headers: shape.headers,
    cookies: shape.cookies,
  };
  const styles: Record<string, Json> = {};
  for (const [place, parameters] of Object.entries(places)) {
    const table: Record<string, Json> = {};
    for (const parameter of parameters) {
      const style = styleOf(parameter);
      if (style) setMember(table, parameter.name, style);
    }
    if (Object.keys(table).length > 0) styles[place] = table;
  }
  return styles;
}

function styleOf(parameter: Parameter): JsonObject | undefined {
  if (parameter.content && bodyKind(parameter.content.type) === 'json') return { style: 'json' };
  const usual = parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple';
  const explode = parameter.in === 'query';
  const style: Record<string, Json> = {};
  if (parameter.style !== usual) style['style'] = parameter.style;
  if (parameter.explode !== explode) style['explode'] = parameter.explode;
  if (parameter.allowReserved) style['allowReserved'] = true;
  if (parameter.allowEmptyValue) style['allowEmptyValue'] = true;
  return Object.keys(style).length > 0 ? style : undefined;
}
