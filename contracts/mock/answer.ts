import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Api, MediaType, Operation, Response, Schema } from '../../generator/openapi/api.ts';
import { rememberedBySchema } from '../../generator/openapi/remembered-by-schema.ts';
import { propertiesOf, requiredOf, targetPointer, typesOf } from '../../generator/openapi/schema-walk.ts';
import { negotiate } from './accept.ts';
import { declared, projected, shown } from './entity.ts';
import { correlation, refuse } from './errors.ts';
import { entityText, etagOf } from './etag.ts';
import type { Exchange } from './exchange.ts';
import { preferences } from './prefer.ts';
import { isJsonType, type MockResponse } from './record.ts';
import { rememberedByOperation } from './remembered.ts';
import { listShape, successResponse } from './resources.ts';
import { sample } from './sample.ts';
import { objectOf } from './store.ts';

/** What a behaviour has to say; how it is dressed is the documented response's business. */
export interface Content {
  /** Success codes that fit, the best first; the documented one of them is taken. */
  readonly prefer: readonly string[];
  readonly entity?: JsonObject;
  readonly list?: readonly JsonObject[];
  /** The schema that `entity` or the rows of `list` follow. */
  readonly schema?: Schema | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the answer carries the entity's tag. */
  readonly tagged?: boolean;
  readonly view?: View | undefined;
}

/** How what was found is shown, where a request may ask for more or less than all of it. */
export interface View {
  /** Members of a list answer beside its rows. */
  readonly annotations?: ReadonlyMap<string, Json>;
  /** The entity, or a row of the list, as it is held against the spec. */
  readonly show: (entity: JsonObject, index: number) => JsonObject;
  /** What the caller asked for of a whole answer. */
  readonly finish: (body: Json) => Json;
}

/** The documented success answer, filled with what the behaviour found. */
export function answer(exchange: Exchange, content: Content): MockResponse {
  const { operation, fields } = exchange;
  const wish = returnWish(exchange);
  const response =
    (wish && wishedResponse(operation, content.prefer, wish)) ?? successResponse(operation, content.prefer);
  const status =
    response && /^\d+$/.test(response.status) ? Number(response.status) : Number(content.prefer[0] ?? 200);
  const headers = documentedHeaders(exchange, response, content.headers, correlation(exchange));
  if (content.tagged && content.entity) headers['etag'] = etagOf(content.entity);
  const bare = !response || response.content.length === 0 || status === 204;
  if (wish !== undefined && (wish === 'minimal') === bare) headers['preference-applied'] = `return=${wish}`;
  if (bare) return { status, headers, body: undefined };
  const type = negotiate(
    fields.get('accept'),
    response.content.map((media) => media.type),
  );
  const media = response.content.find((candidate) => candidate.type === type);
  if (type === undefined || !media) return notAcceptable(exchange);
  const made = contentFor(exchange, content, media.schema);
  return dress(exchange, status, headers, media, made, content);
}

/** An answer of a documented media type: what is known, else the example, else what the schema allows. */
export function dress(
  exchange: Exchange,
  status: number,
  headers: Record<string, string>,
  media: MediaType,
  made: Json | undefined,
  { entity, view }: Pick<Content, 'entity' | 'view'> = {},
): MockResponse {
  const type = media.type.includes('*') ? 'application/json' : media.type;
  headers['content-type'] = type;
  if (!isJsonType(type)) return { status, headers, body: textExample(made ?? media.examples[0]?.value) };
  const body = made ?? media.examples[0]?.value ?? sample(exchange.parts.api, media.schema, exchange);
  const fault =
    exchange.parts.options.selfCheck &&
    media.schema &&
    exchange.parts.validators.check(media.schema, 'response', body);
  if (fault) return selfCheckFailed(exchange, `property '${fault.property}' ${fault.reason}`);
  if (view) return { status, headers, body: JSON.stringify(view.finish(body)) };
  return { status, headers, body: body === entity && entity ? entityText(entity) : JSON.stringify(body) };
}

export function selfCheckFailed(exchange: Exchange, reason: string): MockResponse {
  return refuse(exchange, { status: 500, message: `Self-check: ${reason}.` });
}

/** What the caller has already (RFC 9110, 15.4.5). */
export function notModified(exchange: Exchange, entity: JsonObject): MockResponse {
  return { status: 304, headers: { ...correlation(exchange), etag: etagOf(entity) }, body: undefined };
}

/** Whether a writing request wishes to see what became of the entity (RFC 7240, 4.2). */
function returnWish({ operation, fields }: Exchange): 'minimal' | 'representation' | undefined {
  if (!fields.has('prefer') || operation.method === 'get' || operation.method === 'head') return undefined;
  const wish = preferences(fields).get('return');
  return wish === 'minimal' || wish === 'representation' ? wish : undefined;
}

/** The documented success that does as is wished; undefined: there is none, and the wish is passed over. */
function wishedResponse(
  operation: Operation,
  preferred: readonly string[],
  wish: 'minimal' | 'representation',
): Response | undefined {
  const fits = operation.responses.filter(
    ({ status, content }) => /^2\d\d$/.test(status) && (content.length === 0) === (wish === 'minimal'),
  );
  return preferred.map((code) => fits.find(({ status }) => status === code)).find(Boolean) ?? fits[0];
}

/** Whether an answer of this operation can be of a type that the caller takes; asked before anything is changed. */
export function notAcceptableFault(exchange: Exchange): boolean {
  const types = successTypes(exchange.operation);
  return types.length > 0 && negotiate(exchange.fields.get('accept'), types) === undefined;
}

const successTypes = rememberedByOperation(({ responses }) =>
  responses
    .filter(({ status }) => /^2/.test(status))
    .flatMap(({ content }) => content.map(({ type }) => type)),
);

export function notAcceptable(exchange: Exchange): MockResponse {
  return refuse(exchange, {
    status: 406,
    message: `No representation of this resource is acceptable: '${exchange.fields.get('accept') ?? ''}'.`,
  });
}

/** Members of a list answer that say how many rows there are. */
const counts = /^(total|count|size|total_?count|total_?items)$/i;

function contentFor(
  exchange: Exchange,
  { entity, list, schema, view }: Content,
  answerSchema: Schema | undefined,
): Json | undefined {
  const { api } = exchange.parts;
  const answeredRow = (row: JsonObject, index: number, answered: Schema | undefined): Json =>
    fitted(exchange, schema, answered, row, view ? view.show(row, index) : row);
  if (entity) return answeredRow(entity, 0, answerSchema);
  if (!list) return undefined;
  const shape = answerSchema && listShape(api, answerSchema);
  if (answerSchema && !shape && !takesList(api, answerSchema)) return undefined;
  const rows = list.map((row, i) => answeredRow(row, i, shape?.items));
  if (!shape || shape.property === undefined) return rows;
  const members = new Map(madeBeside(exchange, answerSchema, shape.property, view?.annotations));
  for (const [name, value] of view?.annotations ?? []) members.set(name, value);
  for (const [name, value] of members) {
    if (typeof value === 'number' && counts.test(name)) members.set(name, rows.length);
  }
  return objectOf(members.set(shape.property, rows));
}

/** Whether the rows themselves may be the answer; of a schema that says nothing of its type, they may. */
function takesList(api: Api, schema: Schema): boolean {
  return typesOf(api, schema).length === 0 && propertiesOf(api, schema).size === 0;
}

const required = rememberedBySchema(requiredOf);

/** What a list answer must have beside its rows: made from the schema, unless all of it is known. */
function madeBeside(
  exchange: Exchange,
  schema: Schema,
  rows: string,
  annotations: View['annotations'],
): readonly (readonly [string, Json])[] {
  const { api } = exchange.parts;
  const known =
    annotations && [...required(api, schema)].every((name) => name === rows || annotations.has(name));
  const whole = known ? undefined : sample(api, schema, exchange);
  return isObject(whole) ? Object.entries(whole) : [];
}

function fitted(
  exchange: Exchange,
  stored: Schema | undefined,
  answered: Schema | undefined,
  entity: JsonObject,
  viewed: JsonObject,
): Json {
  const { api } = exchange.parts;
  const visible = shown(api, stored, viewed);
  const known = answered ?? stored;
  const same = !answered || (stored && targetPointer(api, stored) === targetPointer(api, answered));
  const fit = same ? declared(api, stored, visible) : projected(api, answered, visible, exchange);
  // Undeclared, the annotation would break the schema that it says it follows.
  if (!known || !isObject(fit) || !propertiesOf(api, known).has('@odata.etag')) return fit;
  return { ...fit, '@odata.etag': etagOf(entity) };
}

/** Adds the headers that the response documents: what the behaviour gave, required ones made from their schema. */
export function documentedHeaders(
  exchange: Exchange,
  response: Response | undefined,
  given: Content['headers'],
  headers: Record<string, string>,
): Record<string, string> {
  for (const { name, required, schema } of response?.headers ?? []) {
    const field = name.toLowerCase();
    const value =
      given?.[field] ?? (required ? String(sample(exchange.parts.api, schema, exchange)) : undefined);
    // A header takes printable ASCII here; a sample that holds anything else is left out.
    if (value !== undefined && /^[\x20-\x7e]*$/.test(value)) headers[field] = value;
  }
  return headers;
}

function textExample(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
