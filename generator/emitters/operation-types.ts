import { isObject, type Json, type JsonObject, sameJson, setMember } from '../model/json.ts';
import type { Api, MediaType, Operation, Parameter, Response, Schema } from '../openapi/api.ts';
import { bodyKind } from './media.ts';
import type { OperationNames } from './names.ts';
import { type OperationShape, shapeOf } from './operation-shape.ts';
import { schemaProse } from './prose.ts';
import {
  isNever,
  type NamedType,
  never,
  type Prepared,
  readOnlyDoc,
  reference,
  type SchemaViews,
} from './schema-views.ts';

/** An error of an operation: the statuses it comes with, and its body. */
export interface ErrorAlternative {
  /** `404`, `4XX` or `default`. */
  readonly status: string;
  readonly body: Prepared;
}

export interface OperationTypes {
  /** Body, options, input and result, in this order. */
  readonly named: readonly NamedType[];
  readonly error: { readonly name: string; readonly alternatives: readonly ErrorAlternative[] };
}

/** The types of one operation, concrete and without inference. */
export function typesOf(
  api: Api,
  views: SchemaViews,
  operation: Operation,
  names: OperationNames,
): OperationTypes {
  const shape = shapeOf(operation);
  const { type } = names;
  const named: NamedType[] = [];
  const body = shape.body && {
    name: `${type}Body`,
    doc: [],
    schema: bodyOf(api, views, operation, shape.body.media),
  };
  if (body) named.push(body);
  const options = allOf([reference('runtime.CallOptions'), optionsOf(views, shape)]);
  named.push({ name: `${type}Options`, doc: [], schema: options });
  named.push({ name: `${type}Input`, doc: [], schema: inputOf(views, shape, type) });
  named.push({ name: `${type}Result`, doc: [], schema: resultOf(views, operation) });
  return { named, error: { name: `${type}Error`, alternatives: errorsOf(views, operation) } };
}

function optionsOf(views: SchemaViews, shape: OperationShape): JsonObject {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const place of ['query', 'headers', 'cookies'] as const) {
    const parameters = shape[place];
    if (parameters.length === 0) continue;
    properties[place] = parameterObject(views, parameters);
    if (parameters.some((parameter) => parameter.required)) required.push(place);
  }
  return { type: 'object', properties, required };
}

function parameterObject(views: SchemaViews, parameters: readonly Parameter[]): JsonObject {
  const properties: Record<string, Json> = {};
  for (const parameter of parameters) setMember(properties, parameter.name, parameterType(views, parameter));
  return {
    type: 'object',
    properties,
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

const anyText: JsonObject = { type: ['string', 'number', 'boolean'] };

function parameterType(views: SchemaViews, parameter: Parameter): Prepared {
  const schema = parameter.schema ?? parameter.content?.schema;
  const view = schema ? views.view(schema, 'request') : anyText;
  const json = schema && isObject(schema.json) ? schema.json : {};
  const { description, deprecated } = parameter;
  const own = {
    ...json,
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
  };
  const doc = schemaProse(own);
  return isObject(view) && doc.length > 0 ? { ...view, 'x-doc': doc } : view;
}

function inputOf(views: SchemaViews, shape: OperationShape, type: string): Prepared {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  if (shape.path.length > 0) {
    const path: Record<string, Json> = {};
    for (const { name, parameter } of shape.path) {
      setMember(path, name, parameter ? parameterType(views, parameter) : { type: 'string' });
    }
    properties['path'] = { type: 'object', properties: path, required: shape.path.map(({ name }) => name) };
    required.push('path');
  }
  if (shape.body) {
    const body = reference(`${type}Body`);
    properties['body'] = shape.body.required ? body : { anyOf: [body, reference('undefined')] };
    if (shape.body.required) required.push('body');
  }
  return allOf([reference(`${type}Options`), { type: 'object', properties, required }]);
}

/** An intersection without members that say nothing. */
function allOf(parts: readonly JsonObject[]): Prepared {
  const telling = parts.filter(
    (part) => !(isObject(part['properties']) && Object.keys(part['properties']).length === 0),
  );
  return telling.length === 1 ? (telling[0] ?? true) : { allOf: telling };
}

/**
 * What may be sent. Where the success answers with read-only properties that the request schema does not know, they
 * are `?: never`, so that an entity that was read cannot be sent back whole by mistake.
 */
function bodyOf(api: Api, views: SchemaViews, operation: Operation, media: MediaType): Prepared {
  const kind = bodyKind(media.type);
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
        const sendable = views.property(property, 'request');
        if (!known.has(name) && sendable !== undefined && isNever(sendable))
          setMember(forbidden, name, never(readOnlyDoc));
      }
    }
  }
  if (Object.keys(forbidden).length === 0) return view;
  return { allOf: [isObject(view) ? view : {}, { type: 'object', properties: forbidden }] };
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
  for (const [name, property] of propertiesOf(api, schema, ['allOf'])) {
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
  const required =
    isObject(target.json) && Array.isArray(target.json['required']) ? target.json['required'] : [];
  const form = {
    type: 'object',
    properties,
    required: required.filter((name) => !isNever(properties[String(name)] ?? {})),
  };
  return { anyOf: [form, reference('FormData')] };
}

function isFile(schema: Schema): boolean {
  if (!isObject(schema.json)) return false;
  const { format, contentMediaType, contentEncoding } = schema.json;
  return format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined);
}

function resultOf(views: SchemaViews, operation: Operation): Prepared {
  const successes = operation.responses.filter(({ status }) => status.startsWith('2'));
  const described =
    successes.length > 0 ? successes : operation.responses.filter(({ status }) => status === 'default');
  if (described.length === 0) return {};
  return union(described.flatMap((response) => responseBody(views, operation, response)));
}

function errorsOf(views: SchemaViews, operation: Operation): ErrorAlternative[] {
  return operation.responses
    .filter(({ status }) => /^([345](\d\d|XX)|default)$/.test(status))
    .map((response) => ({ status: response.status, body: union(responseBody(views, operation, response)) }));
}

function responseBody(views: SchemaViews, operation: Operation, response: Response): Prepared[] {
  if (response.content.length === 0 || operation.method === 'head') return [reference('undefined')];
  return response.content.map(({ type, schema }) => {
    const kind = bodyKind(type);
    if (kind === 'json') return schema ? views.view(schema, 'response') : {};
    if (type.startsWith('*')) return {};
    return kind === 'text' ? { type: 'string' } : reference('Blob');
  });
}

function union(parts: readonly Prepared[]): Prepared {
  const distinct: Prepared[] = [];
  for (const part of parts) if (!distinct.some((one) => sameJson(one, part))) distinct.push(part);
  return distinct.length === 1 ? (distinct[0] ?? true) : { anyOf: distinct };
}
