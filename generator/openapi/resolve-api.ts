import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  setMember,
  stringMember,
} from '../model/json.ts';
import { once } from '../model/once.ts';
import { pointer as at, valueAt, valueBelow } from '../model/pointer.ts';
import type { TextDocument } from '../model/text-document.ts';
import { anchorsOf } from './anchors.ts';
import type {
  Api,
  Example,
  Header,
  MediaType,
  Method,
  Operation,
  Parameter,
  RequestBody,
  Response,
  Schema,
  SecurityRequirement,
  SecurityScheme,
  Server,
} from './api.ts';
import { meantExamples } from './example-value.ts';
import { isMethod, operationIds, pathItemOf, pathsOf } from './path-items.ts';
import { followed, fragmentPointer, type Node } from './references.ts';

/** Makes the view of a document that `readOpenApi` has checked: references resolve and do not run in circles. */
export function apiOf(
  document: Pick<TextDocument, 'file' | 'root' | 'place' | 'line'>,
  version: '3.0' | '3.1',
): Api {
  const root = isObject(document.root) ? document.root : {};
  const view = new View(root);
  const byPath = new Map<string, readonly Operation[]>();
  const pathTable = isObject(root['paths']) ? root['paths'] : {};
  const paths = pathsOf(root);
  const ids = once(() => operationIds(root));
  const operationsAt = (path: string): readonly Operation[] => {
    let operations = byPath.get(path);
    if (!operations) {
      operations = Object.hasOwn(pathTable, path) ? view.operations(path, ids()) : [];
      byPath.set(path, operations);
    }
    return operations;
  };
  const all = once(() => paths.flatMap(operationsAt));
  const schemas = once(() => componentSchemas(root));
  const securitySchemes = once(() => view.securitySchemes());
  return {
    file: document.file,
    version,
    info: isObject(root['info']) ? root['info'] : {},
    root,
    get servers() {
      return view.documentServers();
    },
    get securitySchemes() {
      return securitySchemes();
    },
    get security() {
      return view.documentSecurity();
    },
    get operations() {
      return all();
    },
    paths,
    operationsAt,
    operationsIn: (pointer) => view.operationsIn(pointer),
    get schemas() {
      return schemas();
    },
    resolve: (schema) => view.schema(schema),
    referred: (reference) => view.referred(reference),
    child: (schema, ...tokens) => childSchema(schema, tokens),
    place: document.place,
    line: document.line,
  };
}

const none: readonly never[] = [];
const defaultServers: readonly Server[] = [
  { pointer: '/servers', url: '/', template: '/', variables: {}, description: undefined },
];

class View {
  readonly #root: JsonObject;
  /** What the document says for all operations: one list for all of them. */
  readonly documentServers = once(() => this.servers(this.#root['servers'], '/servers') ?? defaultServers);
  readonly documentSecurity = once(() => this.security(this.#root['security'], '/security') ?? none);
  /** What references lead to is made once: operations of large documents share most of what they refer to. */
  readonly #parameters = new Map<string, Parameter | undefined>();
  readonly #responses = new Map<string, Omit<Response, 'status'>>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  node(value: Json | undefined, pointer: string): Node | undefined {
    return followed(this.#root, value, pointer);
  }

  schema(schema: Schema): Schema {
    let here = schema;
    for (let hops = 0; hops < 100; hops++) {
      const reference = stringMember(
        here.json === true || here.json === false ? undefined : here.json,
        '$ref',
      );
      const next = reference === undefined ? undefined : this.referred(reference);
      if (!next) return here;
      here = next;
    }
    return here;
  }

  readonly #targets = new Map<string, Schema | undefined>();

  readonly #anchors = once(() => anchorsOf(this.#root));

  /** Remembered: documents name the same schema hundreds of times. */
  referred(reference: string): Schema | undefined {
    if (!reference.startsWith('#')) return undefined;
    if (this.#targets.has(reference)) return this.#targets.get(reference);
    const pointer = this.#pointerOf(fragmentPointer(reference));
    const target = pointer === undefined ? undefined : asSchema(valueAt(this.#root, pointer), pointer);
    this.#targets.set(reference, target);
    return target;
  }

  /** A fragment is a pointer or the name of an anchor. */
  #pointerOf(fragment: string): string | undefined {
    if (fragment === '' || fragment.startsWith('/')) return fragment;
    const [pointer, ...others] = this.#anchors().get(fragment) ?? [];
    return others.length > 0 ? undefined : pointer;
  }

  operations(path: string, ids: ReadonlyMap<string, string>): Operation[] {
    const item = pathItemOf(this.#root, path);
    if (!item) return [];
    return Object.keys(item.value)
      .filter(isMethod)
      .flatMap((method) => this.operation(path, item, method, ids));
  }

  operationsIn(pointer: string): Operation[] {
    const table = this.node(valueAt(this.#root, pointer), pointer);
    return Object.keys(table?.value ?? {}).flatMap((name) => {
      const item = table && this.node(table.value[name], at(table.pointer, name));
      const methods = Object.keys(item?.value ?? {}).filter(isMethod);
      return item ? methods.flatMap((method) => this.operation(name, item, method, new Map())) : [];
    });
  }

  operation(path: string, item: Node, method: Method, ids: ReadonlyMap<string, string>): Operation[] {
    const value = item.value[method];
    if (!isObject(value)) return [];
    const pointer = at(item.pointer, method);
    return [
      {
        id: ids.get(`${method} ${path}`) ?? `${method} ${path}`,
        method,
        path,
        pointer,
        summary: stringMember(value, 'summary'),
        description: stringMember(value, 'description'),
        tags: isArray(value['tags']) ? value['tags'].filter((tag) => typeof tag === 'string') : [],
        deprecated: value['deprecated'] === true,
        parameters: this.parameters(item, value, pointer),
        requestBody: this.requestBody(value['requestBody'], at(pointer, 'requestBody')),
        responses: this.responses(value['responses'], at(pointer, 'responses')),
        security: this.security(value['security'], at(pointer, 'security')) ?? this.documentSecurity(),
        servers:
          this.servers(value['servers'], at(pointer, 'servers')) ??
          this.servers(item.value['servers'], at(item.pointer, 'servers')) ??
          this.documentServers(),
        extensions: extensionsOf(value),
      },
    ];
  }

  parameters(item: Node, operation: JsonObject, pointer: string): Parameter[] {
    const merged = new Map<string, Parameter>();
    const add = (list: Json | undefined, base: string) => {
      for (const [i, entry] of (isArray(list) ? list : []).entries()) {
        const parameter = this.parameter(entry, at(base, i));
        if (parameter) merged.set(`${parameter.in} ${parameter.name}`, parameter);
      }
    };
    add(item.value['parameters'], at(item.pointer, 'parameters'));
    add(operation['parameters'], at(pointer, 'parameters'));
    return [...merged.values()];
  }

  parameter(entry: Json, pointer: string): Parameter | undefined {
    const node = this.node(entry, pointer);
    return node && madeOnce(this.#parameters, node, pointer, () => this.#parameter(node));
  }

  #parameter(node: Node): Parameter | undefined {
    const name = stringMember(node.value, 'name');
    const location = stringMember(node.value, 'in');
    if (name === undefined || !isLocation(location)) return undefined;
    const style =
      stringMember(node.value, 'style') ??
      (location === 'query' || location === 'cookie' ? 'form' : 'simple');
    const explode = node.value['explode'];
    const content = this.mediaTypes(node.value['content'], at(node.pointer, 'content'))[0];
    return {
      name,
      in: location,
      pointer: node.pointer,
      required: location === 'path' || node.value['required'] === true,
      deprecated: node.value['deprecated'] === true,
      description: stringMember(node.value, 'description'),
      style,
      explode: typeof explode === 'boolean' ? explode : style === 'form',
      allowReserved: node.value['allowReserved'] === true,
      allowEmptyValue: location === 'query' && node.value['allowEmptyValue'] === true,
      schema: asSchema(node.value['schema'], at(node.pointer, 'schema')),
      content,
      examples: this.examples(node),
      ignored: location === 'header' && /^(accept|content-type|authorization)$/i.test(name),
    };
  }

  requestBody(value: Json | undefined, pointer: string): RequestBody | undefined {
    const node = this.node(value, pointer);
    if (!node) return undefined;
    return {
      pointer: node.pointer,
      required: node.value['required'] === true,
      description: stringMember(node.value, 'description'),
      content: this.mediaTypes(node.value['content'], at(node.pointer, 'content')),
    };
  }

  responses(value: Json | undefined, pointer: string): Response[] {
    if (!isObject(value)) return [];
    return Object.keys(value).flatMap((key) => {
      const node = key.startsWith('x-') ? undefined : this.node(value[key], at(pointer, key));
      if (!node) return [];
      const status = /^[1-5]xx$/i.test(key) ? key.toUpperCase() : key;
      const parts = madeOnce(this.#responses, node, at(pointer, key), () => ({
        pointer: node.pointer,
        description: stringMember(node.value, 'description'),
        headers: this.headers(node.value['headers'], at(node.pointer, 'headers')),
        content: this.mediaTypes(node.value['content'], at(node.pointer, 'content')),
        links: isObject(node.value['links']) ? Object.keys(node.value['links']) : [],
      }));
      return [{ status, ...parts }];
    });
  }

  headers(value: Json | undefined, pointer: string): readonly Header[] {
    if (!isObject(value)) return none;
    return Object.keys(value).flatMap((name) => {
      const node = this.node(value[name], at(pointer, name));
      // "If a response header is defined with the name Content-Type, it SHALL be ignored" (OpenAPI 3.1, 4.8.17).
      if (!node || /^content-type$/i.test(name)) return [];
      return [
        {
          name,
          pointer: node.pointer,
          required: node.value['required'] === true,
          description: stringMember(node.value, 'description'),
          schema: asSchema(node.value['schema'], at(node.pointer, 'schema')),
          byContent: isObject(node.value['content']),
        },
      ];
    });
  }

  mediaTypes(value: Json | undefined, pointer: string): readonly MediaType[] {
    if (!isObject(value)) return none;
    return Object.keys(value).flatMap((type) => {
      const node = this.node(value[type], at(pointer, type));
      if (!node) return [];
      const schema = asSchema(node.value['schema'], at(node.pointer, 'schema'));
      const described = () => this.node(node.value['schema'], at(node.pointer, 'schema'))?.value;
      const examples = meantExamples(type, this.examples(node), described);
      return [{ type, pointer: node.pointer, schema, examples }];
    });
  }

  examples(media: Node): readonly Example[] {
    const named = media.value['examples'];
    const single = media.value['example'];
    const first: readonly Example[] =
      single === undefined
        ? none
        : [{ name: 'example', pointer: at(media.pointer, 'example'), summary: undefined, value: single }];
    if (!isObject(named)) return first;
    return first.concat(
      Object.keys(named).flatMap((name) => {
        const node = this.node(named[name], at(media.pointer, 'examples', name));
        const value = node?.value['value'];
        if (!node || value === undefined) return [];
        return [
          { name, pointer: at(node.pointer, 'value'), summary: stringMember(node.value, 'summary'), value },
        ];
      }),
    );
  }

  /** `{}` among the requirements means "or none". */
  security(value: Json | undefined, pointer: string): readonly SecurityRequirement[] | undefined {
    if (!isArray(value)) return undefined;
    return value.flatMap((requirement, i) => {
      if (!isObject(requirement)) return [];
      const schemes = Object.entries(requirement).map(([name, scopes]) => ({
        name,
        scopes: isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
      }));
      return [{ pointer: at(pointer, i), schemes }];
    });
  }

  securitySchemes(): SecurityScheme[] {
    const schemes = member(this.#root['components'], 'securitySchemes');
    if (!isObject(schemes)) return [];
    return Object.keys(schemes).flatMap((name) => {
      const node = this.node(schemes[name], at('/components/securitySchemes', name));
      return node ? [{ name, pointer: node.pointer, json: node.value }] : [];
    });
  }

  servers(value: Json | undefined, pointer: string): Server[] | undefined {
    if (!isArray(value) || value.length === 0) return undefined;
    return value.flatMap((entry, i) => {
      const template = stringMember(entry, 'url');
      if (template === undefined || !isObject(entry)) return [];
      const variables = isObject(entry['variables']) ? entry['variables'] : {};
      const url = template.replace(/\{([^}]*)\}/g, (whole, name) => {
        const standard = member(member(variables, name), 'default');
        return typeof standard === 'string' ? standard : whole;
      });
      return [
        {
          pointer: at(pointer, i),
          url,
          template,
          variables,
          description: stringMember(entry, 'description'),
        },
      ];
    });
  }
}

/** Makes what stands at a node; what a reference leads to is kept. */
function madeOnce<T>(known: Map<string, T>, node: Node, asked: string, make: () => T): T {
  if (node.pointer === asked) return make();
  const found = known.get(node.pointer);
  if (found !== undefined) return found;
  const made = make();
  known.set(node.pointer, made);
  return made;
}

function isLocation(value: string | undefined): value is Parameter['in'] {
  return value === 'path' || value === 'query' || value === 'header' || value === 'cookie';
}

function asSchema(value: Json | undefined, pointer: string): Schema | undefined {
  return isObject(value) || typeof value === 'boolean' ? { pointer, json: value } : undefined;
}

function childSchema(schema: Schema, tokens: readonly (string | number)[]): Schema | undefined {
  const value = valueBelow(schema.json, tokens);
  return isObject(value) || typeof value === 'boolean'
    ? { pointer: at(schema.pointer, ...tokens), json: value }
    : undefined;
}

function componentSchemas(root: JsonObject): ReadonlyMap<string, Schema> {
  const table = member(root['components'], 'schemas');
  const schemas = new Map<string, Schema>();
  if (!isObject(table)) return schemas;
  for (const name of Object.keys(table)) {
    const schema = asSchema(table[name], at('/components/schemas', name));
    if (schema) schemas.set(name, schema);
  }
  return schemas;
}

function extensionsOf(value: JsonObject): JsonObject {
  const extensions: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) if (key.startsWith('x-')) setMember(extensions, key, item);
  return extensions;
}
