import { isArray, isObject, type Json, type JsonObject, sameJson, setMember } from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import type { Api, MediaType, Operation, Parameter, Response, Schema } from '../openapi/api.ts';
import { demandedNames } from './composition.ts';
import { type BodyKind, bodyKind, isStructured } from './media.ts';
import { isEmptyBesideItsType, isErrorStatus, type OperationShape, shapeOf } from './operation-shape.ts';
import { schemaProse } from './prose.ts';
import { isNever, never, type Prepared, readOnlyDoc, reference, type SchemaViews } from './schema-views.ts';

/** The places of parameters that a call names beside each other. */
const places = ['query', 'headers', 'cookies'] as const;

/**
 * The types of one operation as one object: what goes into a call (path, query, headers, cookies, body), what comes
 * back (result) and what may come instead (errors, by status). Concrete and without inference.
 */
export function typesOf(api: Api, views: SchemaViews, operation: Operation): JsonObject {
  const shape = shapeOf(operation);
  const properties: Record<string, Json> = {};
  const required: string[] = ['result'];
  if (shape.path.length > 0) {
    properties['path'] = pathOf(api, views, shape);
    required.push('path');
  }
  for (const place of places) {
    const parameters = shape[place];
    if (parameters.length === 0) continue;
    properties[place] = parameterObject(api, views, parameters);
    if (parameters.some((parameter) => parameter.required)) required.push(place);
  }
  if (shape.body) {
    const body = bodyOf(api, views, operation, shape.body.media);
    properties['body'] = shape.body.required ? body : { anyOf: [body, reference('undefined')] };
    if (shape.body.required) required.push('body');
  }
  properties['result'] = resultOf(api, views, operation);
  const errors = errorsOf(api, views, operation);
  if (errors) {
    properties['errors'] = errors;
    required.push('errors');
  }
  return { type: 'object', properties, required };
}

function pathOf(api: Api, views: SchemaViews, shape: OperationShape): JsonObject {
  const properties: Record<string, Json> = {};
  for (const { name, parameter } of shape.path) {
    setMember(properties, name, parameter ? parameterType(api, views, parameter) : { type: 'string' });
  }
  return { type: 'object', properties, required: shape.path.map(({ name }) => name) };
}

function parameterObject(api: Api, views: SchemaViews, parameters: readonly Parameter[]): JsonObject {
  const properties: Record<string, Json> = {};
  for (const parameter of parameters)
    setMember(properties, parameter.name, parameterType(api, views, parameter));
  return {
    type: 'object',
    properties,
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

const anyText: JsonObject = { type: ['string', 'number', 'boolean'] };

function parameterType(api: Api, views: SchemaViews, parameter: Parameter): Prepared {
  return views.shared(parameter, () => {
    const view = parameterView(api, views, parameter);
    const doc = parameterProse(parameter);
    return isObject(view) && doc.length > 0 ? { ...view, 'x-doc': doc } : view;
  });
}

function parameterView(api: Api, views: SchemaViews, parameter: Parameter): Prepared {
  const schema = parameter.schema ?? parameter.content?.schema;
  const own = schema ? views.view(schema, 'request') : anyText;
  return isEmptyBesideItsType(api, parameter) ? { anyOf: [own, { enum: [''] }] } : own;
}

/** A parameter's own words before those of its schema. */
function parameterProse({ schema, content, description, deprecated }: Parameter): readonly string[] {
  const { json } = schema ?? content?.schema ?? {};
  return schemaProse({
    ...(isObject(json) ? json : {}),
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
  });
}

/**
 * What may be sent. Where the success answers with read-only properties that the request schema does not know, they
 * are `?: never`, so that an entity that was read cannot be sent back whole by mistake.
 */
function bodyOf(api: Api, views: SchemaViews, operation: Operation, media: MediaType): Prepared {
  const kind = bodyKind(media.type);
  noteBody(api, views, kind, media);
  if (kind === 'text') return { type: 'string' };
  if (kind === 'binary') return reference('runtime.RawBody');
  if (!media.schema) return kind === 'json' ? {} : reference('runtime.RawBody');
  if (kind === 'multipart') return multipart(api, views, media.schema);
  const view = views.view(media.schema, 'request');
  const known = propertiesOf(api, media.schema, ['allOf', 'anyOf', 'oneOf']);
  if (known.size === 0) return view;
  const forbidden: Record<string, Json> = {};
  for (const response of operation.responses.filter(({ status }) => status.startsWith('2'))) {
    for (const schema of response.content.flatMap((content) => content.schema ?? [])) {
      for (const [name, property] of propertiesOf(api, schema, ['allOf'])) {
        if (!known.has(name) && views.isReadOnly(property)) setMember(forbidden, name, never(readOnlyDoc));
      }
    }
  }
  if (Object.keys(forbidden).length === 0) return view;
  return { allOf: [isObject(view) ? view : {}, { type: 'object', properties: forbidden }] };
}

/** A body that is a text or bytes to the runtime is one in the types, though its schema may say what is in it. */
function noteBody(
  api: Api,
  { untyped }: SchemaViews,
  kind: BodyKind,
  { type, pointer, schema }: MediaType,
): void {
  if ((kind === 'text' || kind === 'binary') && schema && isStructured(api.resolve(schema)))
    untyped.add(`the schema of ${type}`, 'such a body is given and taken as it is', at(pointer, 'schema'));
}

function noteResponse({ untyped }: SchemaViews, { headers, links, pointer }: Response): void {
  for (const header of headers)
    untyped.add('a response header', '`.response()` gives headers as texts', header.pointer);
  for (const name of links) untyped.add('a link', 'no code follows it', at(pointer, 'links', name));
}

/** The named properties of a schema, through references and the given compositions. */
function propertiesOf(
  api: Api,
  schema: Schema,
  through: readonly string[],
  seen = new Set<string>(),
): Map<string, Schema> {
  const found = new Map<string, Schema>();
  const target = api.resolve(schema);
  if (!isObject(target.json) || seen.has(target.pointer)) return found;
  seen.add(target.pointer);
  const { properties } = target.json;
  for (const name of isObject(properties) ? Object.keys(properties) : []) {
    const property = api.child(target, 'properties', name);
    if (property) found.set(name, property);
  }
  for (const keyword of through) {
    const items = target.json[keyword];
    for (let i = 0; Array.isArray(items) && i < items.length; i++) {
      const item = api.child(target, keyword, i);
      for (const [name, property] of item ? propertiesOf(api, item, through, seen) : [])
        found.set(name, property);
    }
  }
  return found;
}

/** The parts of a form: text and JSON as their schemas say, `Blob` for files; or a `FormData` made by the caller. */
function multipart(api: Api, views: SchemaViews, schema: Schema): Prepared {
  const properties: Record<string, Json> = {};
  for (const [name, property] of propertiesOf(api, schema, ['allOf', 'anyOf', 'oneOf'])) {
    const target = api.resolve(property);
    const items = isObject(target.json) ? api.child(target, 'items') : undefined;
    const part = isFile(target)
      ? reference('Blob')
      : items && isFile(api.resolve(items))
        ? { type: 'array', items: reference('Blob') }
        : views.property(property, 'request');
    if (part !== undefined) setMember(properties, name, part);
  }
  const target = api.resolve(schema);
  views.note(target);
  const required = demandedBy(api, target).filter((name) => !isNever(properties[name] ?? {}));
  const form = { type: 'object', properties, required };
  return { anyOf: [form, reference('FormData')] };
}

/** What a schema demands itself and by the members of its `allOf`. */
function demandedBy(api: Api, schema: Schema, seen = new Set<string>()): string[] {
  const target = api.resolve(schema);
  if (!isObject(target.json) || seen.has(target.pointer)) return [];
  seen.add(target.pointer);
  const { allOf } = target.json;
  const members = (isArray(allOf) ? allOf : []).flatMap((_, i) => api.child(target, 'allOf', i) ?? []);
  return [...demandedNames(target.json), ...members.flatMap((member) => demandedBy(api, member, seen))];
}

function isFile(schema: Schema): boolean {
  if (!isObject(schema.json)) return false;
  const { format, contentMediaType, contentEncoding } = schema.json;
  return format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined);
}

function resultOf(api: Api, views: SchemaViews, operation: Operation): Prepared {
  const successes = operation.responses.filter(({ status }) => status.startsWith('2'));
  const described =
    successes.length > 0 ? successes : operation.responses.filter(({ status }) => status === 'default');
  if (described.length === 0) return {};
  return union(described.flatMap((response) => responseBody(api, views, operation, response)));
}

/** The documented answers that are no success, each with its body: `404`, `4XX`, `default`; undefined without any. */
function errorsOf(api: Api, views: SchemaViews, operation: Operation): JsonObject | undefined {
  const properties: Record<string, Json> = {};
  for (const response of operation.responses.filter(({ status }) => isErrorStatus(status))) {
    setMember(properties, response.status, union(responseBody(api, views, operation, response)));
  }
  const required = Object.keys(properties);
  return required.length === 0 ? undefined : { type: 'object', properties, required };
}

function responseBody(api: Api, views: SchemaViews, operation: Operation, response: Response): Prepared[] {
  noteResponse(views, response);
  if (response.content.length === 0 || operation.method === 'head') return [reference('undefined')];
  return response.content.map((media) => {
    const { type, schema } = media;
    const kind = bodyKind(type);
    noteBody(api, views, kind, media);
    if (kind === 'json') return schema ? views.shared(media, () => views.view(schema, 'response')) : {};
    if (type.startsWith('*')) return {};
    return kind === 'text' ? { type: 'string' } : reference('Blob');
  });
}

function union(parts: readonly Prepared[]): Prepared {
  const distinct: Prepared[] = [];
  for (const part of parts) if (!distinct.some((one) => sameJson(one, part))) distinct.push(part);
  return distinct.length === 1 ? (distinct[0] ?? true) : { anyOf: distinct };
}
