import { isArray, isObject, type Json, type JsonObject, member } from '../../generator/model/json.ts';
import type { Api, Operation } from '../../generator/openapi/api.ts';
import { maskedBody } from '../exchanges/masked.ts';
import { keyOf } from '../mock/entity.ts';
import { concretePath } from '../mock/exchange.ts';
import { isJsonType } from '../mock/record.ts';
import { jsonContent, listShape, type Resource, Resources, successResponse } from '../mock/resources.ts';
import { type Match, Routes } from '../mock/routes.ts';
import { validatorsOf } from '../mock/validator.ts';
import { type Exchanged, headerValue } from './exchanged.ts';

/** The entities that went by, each as it was seen last: what `docpact mock --seed` starts from. */
export class SeedLog {
  readonly #api: Api;
  readonly #routes: Routes;
  readonly #resources: Resources;
  readonly #sets = new Map<string, Map<string, JsonObject>>();
  readonly #singletons = new Map<string, JsonObject>();
  #leftOut = 0;

  constructor(api: Api) {
    this.#api = api;
    this.#routes = new Routes(api);
    this.#resources = new Resources(api);
  }

  /** Entities that the spec does not allow as they were, or that were shown in part. */
  get leftOut(): number {
    return this.#leftOut;
  }

  add({ request, response }: Exchanged): void {
    const match = this.#routes.match(request.url.pathname);
    const resource = match && match !== 'malformed' ? this.#resources.at(match.template) : undefined;
    if (!match || match === 'malformed' || !resource || response.status >= 300 || response.status < 200)
      return;
    const operation = this.#api
      .operationsAt(match.template)
      .find(({ method }) => method === request.method.toLowerCase());
    if (!operation) return;
    if (operation.method === 'delete') this.#forget(match, resource);
    else this.#remember(match, resource, operation, bodyOf(response));
  }

  text(): string {
    const sets = [...this.#sets].map(([path, rows]): [string, Json] => [path, [...rows.values()]]);
    return `${JSON.stringify(Object.fromEntries([...sets, ...this.#singletons]), null, 2)}\n`;
  }

  #forget({ template, parameters, prefix }: Match, resource: Resource): void {
    const match = { template, parameters, prefix };
    if (resource.kind === 'singleton') this.#singletons.delete(concretePath(resource.path, match));
    else
      this.#sets
        .get(concretePath(resource.collectionPath, match))
        ?.delete(parameters.get(resource.keyParameter) ?? '');
  }

  #remember(match: Match, resource: Resource, operation: Operation, body: Json | undefined): void {
    if (body === undefined) return;
    if (resource.kind === 'singleton') {
      if (this.#isSound(resource, body)) this.#singletons.set(concretePath(resource.path, match), body);
      return;
    }
    const path = concretePath(resource.collectionPath, match);
    const rows = this.#sets.get(path) ?? new Map<string, JsonObject>();
    this.#sets.set(path, rows);
    for (const row of this.#rowsIn(operation, body)) {
      const key = keyOf(resource, row);
      if (key !== undefined && this.#isSound(resource, row)) rows.set(key, row);
    }
  }

  #rowsIn(operation: Operation, body: Json): readonly JsonObject[] {
    const response = successResponse(operation, ['200', '201']);
    const schema = response && jsonContent(response.content)?.schema;
    const shape = schema && listShape(this.#api, schema);
    if (!shape) return isObject(body) ? [body] : [];
    const list = shape.property === undefined ? body : member(body, shape.property);
    return isArray(list) ? list.filter(isObject) : [];
  }

  #isSound(resource: Resource, row: Json): row is JsonObject {
    const sound =
      isObject(row) && (!resource.entity || !validatorsOf(this.#api).check(resource.entity, 'response', row));
    if (!sound) this.#leftOut++;
    return sound;
  }
}

function bodyOf({ headers, body }: Exchanged['response']): Json | undefined {
  const type = headerValue(headers, 'content-type') ?? '';
  if (body === undefined || body.length === 0 || !isJsonType(type)) return undefined;
  try {
    return JSON.parse(maskedBody(new TextDecoder().decode(body), type));
  } catch {
    // Not what it says it is: the judge has told.
    return undefined;
  }
}
