import type { Json, JsonObject } from '../model/json.ts';
import { setMember } from '../model/json.ts';
import type { Api, MediaType, Operation, Parameter } from '../openapi/api.ts';
import { preferred } from './media.ts';

/** What of an operation shows in signatures and descriptors, whatever the types in it are. */
export interface OperationShape {
  /** The names in the path template, each once, in the template's order; with the parameter if one is declared. */
  readonly path: readonly { readonly name: string; readonly parameter: Parameter | undefined }[];
  readonly query: readonly Parameter[];
  readonly headers: readonly Parameter[];
  readonly cookies: readonly Parameter[];
  readonly body: { readonly media: MediaType; readonly required: boolean } | undefined;
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
  const media = bodiless ? undefined : preferred(operation.requestBody?.content ?? []);
  const body = media && { media, required: operation.requestBody?.required ?? false };
  const [query, headers, cookies] = [inPlace('query'), inPlace('header'), inPlace('cookie')];
  const optionsRequired = [...query, ...headers, ...cookies].some((parameter) => parameter.required);
  const inputRequired = optionsRequired || path.length > 0 || body?.required === true;
  return { path, query, headers, cookies, body, optionsRequired, inputRequired };
}

/** The names between braces, each once. */
export function templateNames(path: string): string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''))];
}

/** What the runtime needs to know of an operation, as data. */
export function descriptorOf(api: Api, operation: Operation, shape: OperationShape): JsonObject {
  const descriptor: Record<string, Json> = {
    id: operation.id,
    method: operation.method.toUpperCase(),
    path: encodeTemplate(operation.path),
  };
  const server = operation.servers[0]?.url;
  if (server !== undefined && /^https?:\/\/[^{}\s]+$/.test(server)) descriptor['server'] = server;
  if (shape.body) descriptor['body'] = shape.body.media.type;
  const accept = [...new Set(operation.responses.flatMap(({ content }) => content.map(({ type }) => type)))];
  // A header value is bytes of Latin-1 on one line; anything else is no media type.
  const sendable = accept.filter((type) => /^[\x20-\x7e]+$/.test(type));
  if (sendable.length > 0) descriptor['accept'] = sendable.join(', ');
  const styles = stylesOf(shape);
  if (Object.keys(styles).length > 0) descriptor['styles'] = styles;
  const scopes = operation.security[0]?.schemes.flatMap((scheme) => scheme.scopes) ?? [];
  if (scopes.length > 0) descriptor['scopes'] = scopes;
  const open =
    operation.security.length === 0 && Array.isArray(api.root['security']) && api.root['security'].length > 0;
  if (open) descriptor['auth'] = 'none';
  const errors: Record<string, Json> = {};
  for (const { status, content } of operation.responses) {
    if (!/^2/.test(status))
      setMember(
        errors,
        status,
        content.map(({ type }) => type),
      );
  }
  if (Object.keys(errors).length > 0) descriptor['errors'] = errors;
  return descriptor;
}

/** The fixed parts of a template as they travel; what stands in braces stays for the runtime. */
function encodeTemplate(path: string): string {
  return path.replace(/\{[^{}]*\}|%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu, (part) => {
    if (part.length > 2 && (part.startsWith('{') || part.startsWith('%'))) return part;
    return encodeURIComponent(/^[\ud800-\udfff]$/.test(part) ? '\ufffd' : part);
  });
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
  if (parameter.content) return { style: 'json' };
  const usual = parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple';
  const explode = parameter.in === 'query';
  const style: Record<string, Json> = {};
  if (parameter.style !== usual) style['style'] = parameter.style;
  if (parameter.explode !== explode) style['explode'] = parameter.explode;
  if (parameter.allowReserved) style['allowReserved'] = true;
  return Object.keys(style).length > 0 ? style : undefined;
}
