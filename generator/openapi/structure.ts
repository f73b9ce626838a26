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

/** What stands below something, worked out once for each form: documents have hundreds of thousands of values. */
interface Below {
  readonly form: Form;
  /** What each item of a list is, and each entry of a table. */
  readonly items: Form;
  readonly isTable: boolean;
  readonly members: ReadonlyMap<string, Form>;
  /** What the members are that are not listed. */
  readonly others: Form;
}

const below = remembered((form): Below => {
  const kind = form.replace(/^\{|\}$|\[\]$/g, '') as Kind;
  const { '*': others = 'schema', ...known } = members[kind];
  return {
    form: form as Form,
    items: form.endsWith('[]') ? kind : (form as Form),
    isTable: isTable(form as Form),
    members: new Map(Object.entries(known)),
    others: isTable(form as Form) ? kind : others,
  };
});

/** What a member of something is. Extensions (`x-…`) are data. */
function memberForm({ isTable, members, others }: Below, key: string): Form {
  if (isTable) return others;
  return members.get(key) ?? (key.startsWith('x-') ? 'data' : others);
}

/** What OpenAPI says of a member by its name; undefined: nothing. */
export function knownForm(form: Form, key: string): Form | undefined {
  const { isTable, others, members } = below(form);
  if (isTable) return key.startsWith('x-') && form !== '{schema}' ? undefined : others;
  return members.get(key);
}

/** What stands at a pointer of a document. */
export function formAt(root: Json, pointer: string): Form {
  let form: Form = 'document';
  let value: Json | undefined = root;
  for (const token of pointerTokens(pointer)) {
    form = isArray(value) ? below(form).items : memberForm(below(form), token);
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

/** An object of a document, and what it is: a kind, or a table of them. Where it stands is written when it is asked for. */
export type Visitor = (object: JsonObject, form: Form, pointer: () => string) => void;

/** Every object that may hold or be a reference, the outer ones first; data is left out. */
export function visitObjects(root: Json, form: Form, pointer: string, visit: Visitor): void {
  if (form === 'data' || typeof root !== 'object' || root === null) return;
  const way: (string | number)[] = [];
  walk(root, below(form), way, () => at(pointer, ...way), visit);
}

/** `way` is what leads to the value; it is one list for the whole walk. */
function walk(
  value: Json & object,
  around: Below,
  way: (string | number)[],
  here: () => string,
  visit: Visitor,
): void {
  if (isArray(value)) {
    const items = below(around.items);
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (typeof item !== 'object' || item === null) continue;
      way.push(i);
      walk(item, items, way, here, visit);
      way.pop();
    }
    return;
  }
  visit(value, around.form, here);
  // What stands in a document has no inherited members, and lists of its keys would be made of every object.
  for (const key in value) {
    const child = value[key];
    if (typeof child !== 'object' || child === null) continue;
    const form = memberForm(around, key);
    if (form === 'data') continue;
    way.push(key);
    walk(child, below(form), way, here, visit);
    way.pop();
  }
}
