import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { pointer as at, pointerTokens } from '../model/pointer.ts';
import { remembered } from '../model/remembered.ts';

/** What stands at a place of a document, in the specification's words; `data` holds no references. */
type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'callback'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'link'
  | 'securityScheme'
  | 'requirement'
  | 'schema'
  | 'data';

/** One of a kind, a list of them, or a table of them: its keys are names that the author chose. */
export type Form = Kind | `${Kind}[]` | `{${Kind}}`;

const payload = {
  schema: 'schema',
  content: '{mediaType}',
  examples: '{example}',
  example: 'data',
} as const;

/** The members of each kind (OpenAPI 3.1, 4.8); `*` is what stands in the others, a schema where nothing is said. */
const members: Readonly<Record<Kind, Readonly<Record<string, Form>>>> = {
  document: {
    info: 'data',
    tags: 'data',
    servers: 'data',
    security: 'requirement[]',
    paths: '{pathItem}',
    webhooks: '{pathItem}',
    components: 'components',
  },
  components: {
    schemas: '{schema}',
    responses: '{response}',
    parameters: '{parameter}',
    examples: '{example}',
    requestBodies: '{requestBody}',
    headers: '{header}',
    securitySchemes: '{securityScheme}',
    links: '{link}',
    callbacks: '{callback}',
    pathItems: '{pathItem}',
  },
  pathItem: {
    servers: 'data',
    parameters: 'parameter[]',
    get: 'operation',
    put: 'operation',
    post: 'operation',
    delete: 'operation',
    options: 'operation',
    head: 'operation',
    patch: 'operation',
    trace: 'operation',
  },
  operation: {
    tags: 'data',
    servers: 'data',
    parameters: 'parameter[]',
    requestBody: 'requestBody',
    responses: '{response}',
    callbacks: '{callback}',
    security: 'requirement[]',
  },
  callback: { '*': 'pathItem' },
  parameter: payload,
  requestBody: { content: '{mediaType}' },
  response: { headers: '{header}', content: '{mediaType}', links: '{link}' },
  header: payload,
  mediaType: { ...payload, encoding: '{encoding}' },
  encoding: { headers: '{header}' },
  example: { value: 'data' },
  link: { parameters: 'data', requestBody: 'data', server: 'data' },
  securityScheme: {},
  requirement: { '*': 'data' },
  schema: {
    properties: '{schema}',
    patternProperties: '{schema}',
    dependentSchemas: '{schema}',
    $defs: '{schema}',
    definitions: '{schema}',
    discriminator: 'data',
    example: 'data',
    examples: 'data',
    default: 'data',
    enum: 'data',
    const: 'data',
  },
  data: { '*': 'data' },
};

const isTable = (form: Form) => form.startsWith('{');

/** What stands below a member or an item of something. Extensions (`x-…`) are data. */
function formBelow(form: Form, key: string | number): Form {
  if (typeof key === 'number') return form.endsWith('[]') ? kindIn(form) : form;
  if (isTable(form)) return kindIn(form);
  if (key.startsWith('x-')) return 'data';
  const known = members[form as Kind] ?? members[kindIn(form)];
  return (Object.hasOwn(known, key) ? known[key] : known['*']) ?? 'schema';
}

/** What OpenAPI says of a member by its name; undefined: nothing. */
export function knownForm(form: Form, key: string): Form | undefined {
  if (isTable(form)) return key.startsWith('x-') && form !== '{schema}' ? undefined : kindIn(form);
  const known = members[form as Kind] ?? members[kindIn(form)];
  return Object.hasOwn(known, key) ? known[key] : undefined;
}

/** The kind of a list's items or a table's entries. */
const kindIn = remembered((form) => form.replace(/^\{|\}$|\[\]$/g, '') as Kind);

/** What stands at a pointer of a document. */
export function formAt(root: Json, pointer: string): Form {
  let form: Form = 'document';
  let value: Json | undefined = root;
  for (const token of pointerTokens(pointer)) {
    form = formBelow(form, isArray(value) ? Number(token) : token);
    value = isArray(value)
      ? value[Number(token)]
      : isObject(value) && Object.hasOwn(value, token)
        ? value[token]
        : undefined;
  }
  return form;
}

/** Whether a `$ref` in such an object is one: in a table it is a name, and a security requirement has names alone. */
export function mayRefer(form: Form): boolean {
  return !isTable(form) && form !== 'requirement';
}

/** An object of a document, and what it is: a kind, or a table of them. */
export type Visitor = (object: JsonObject, form: Form, pointer: string) => void;

/** Every object that may hold or be a reference, the outer ones first; data is left out. */
export function visitObjects(value: Json, form: Form, pointer: string, visit: Visitor): void {
  if (form === 'data' || typeof value !== 'object' || value === null) return;
  if (isArray(value)) {
    for (const [i, item] of value.entries()) {
      if (typeof item === 'object') visitObjects(item, formBelow(form, i), at(pointer, i), visit);
    }
    return;
  }
  const object = value as JsonObject;
  visit(object, form, pointer);
  for (const key of Object.keys(object)) {
    const child = object[key];
    if (typeof child === 'object' && child !== null)
      visitObjects(child, formBelow(form, key), at(pointer, key), visit);
  }
}
