import type { JsonObject } from '../../generator/model/json.ts';

/** A copy of a document, which may be changed. */
type Open = Record<string, unknown>;

const open = (value: unknown): Open | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Open) : undefined;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const entries = (value: unknown): [string, unknown][] => Object.entries(open(value) ?? {});

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly said: Open;
}

type Edit = readonly [name: string, apply: (document: Open) => boolean];

const methods = ['get', 'put', 'post', 'delete', 'patch'];

function operationsOf(document: Open): Operation[] {
  return entries(document['paths']).flatMap(([path, item]) =>
    methods.flatMap((method): Operation[] => {
      const said = open(open(item)?.[method]);
      return said ? [{ path, method, said }] : [];
    }),
  );
}

const item = (document: Open, path: string): Open => open(open(document['paths'])?.[path]) ?? {};
const parametersOf = ({ said }: Operation): Open[] =>
  list(said['parameters'])
    .map(open)
    .filter((one) => one !== undefined);
const add = (operation: Operation, parameter: JsonObject) => {
  operation.said['parameters'] = [...parametersOf(operation), parameter];
};
const bodyOf = ({ said }: Operation) => open(said['requestBody']);
const statusesOf = ({ said }: Operation) => open(said['responses']) ?? {};

/** The edit of an operation that lies at a part of the way through those that it fits. */
function onOperation(
  name: string,
  part: number,
  fits: (operation: Operation) => boolean,
  apply: (operation: Operation, document: Open) => void,
): Edit {
  return [
    name,
    (document) => {
      const fitting = operationsOf(document).filter(fits);
      const chosen = fitting[Math.floor(fitting.length * part)];
      if (chosen) apply(chosen, document);
      return chosen !== undefined;
    },
  ];
}

interface Member {
  readonly schema: Open;
  readonly name: string;
  readonly said: Open;
}

/** Members of the objects that operations refer to: an edit elsewhere would be none. */
function membersOf(document: Open): Member[] {
  const schemas = open(open(document['components'])?.['schemas']) ?? {};
  return [...referredFrom(document['paths'], document)].sort().flatMap((name) => {
    const schema = open(schemas[name]);
    if (schema?.['type'] !== 'object') return [];
    return entries(schema['properties']).flatMap(([member, value]): Member[] => {
      const said = open(value);
      return typeof said?.['type'] === 'string' ? [{ schema, name: member, said }] : [];
    });
  });
}

/** Names of the schemas that a part of a document leads to. */
function referredFrom(part: unknown, document: Open): ReadonlySet<string> {
  const components = open(document['components']) ?? {};
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (value: unknown): void => {
    for (const one of list(value)) visit(one);
    for (const [key, inner] of entries(value)) {
      if (key !== '$ref' || typeof inner !== 'string') visit(inner);
      else if (!seen.has(inner)) {
        seen.add(inner);
        const [, , kind = '', name = ''] = inner.split('/');
        if (kind === 'schemas') names.add(name);
        visit(open(components[kind])?.[name]);
      }
    }
  };
  visit(part);
  return names;
}

function onMember(
  name: string,
  part: number,
  fits: (member: Member) => boolean,
  apply: (member: Member) => void,
): Edit {
  return [
    name,
    (document) => {
      const fitting = membersOf(document).filter(fits);
      const chosen = fitting[Math.floor(fitting.length * part)];
      if (chosen) apply(chosen);
      return chosen !== undefined;
    },
  ];
}

const any = () => true;
const text = { type: 'string' };
const isRequired = ({ schema, name }: Member) => list(schema['required']).includes(name);
const properties = ({ schema }: Member) => open(schema['properties']) ?? {};

const edits: readonly Edit[] = [
  onOperation('operation removed', 0.1, any, ({ path, method }, document) => {
    delete item(document, path)[method];
  }),
  onOperation('operation deprecated', 0.2, any, ({ said }) => {
    said['deprecated'] = true;
  }),
  onOperation('description of an operation', 0.3, any, ({ said }) => {
    said['description'] = 'In other words.';
  }),
  onOperation('summary of an operation', 0.35, any, ({ said }) => {
    said['summary'] = 'In other words';
  }),
  onOperation('optional parameter added', 0.4, any, (operation) =>
    add(operation, { name: 'docpact_extra', in: 'query', schema: text }),
  ),
  onOperation('required parameter added', 0.5, any, (operation) =>
    add(operation, { name: 'docpact_needed', in: 'query', required: true, schema: text }),
  ),
  onOperation(
    'parameter required',
    0.5,
    (one) => parametersOf(one).some(isOptional),
    (operation) => {
      const found = parametersOf(operation).find(isOptional);
      if (found) found['required'] = true;
    },
  ),
  onOperation(
    'parameter removed',
    0.6,
    (one) => parametersOf(one).some(isOptional),
    (operation) => {
      const found = parametersOf(operation).find(isOptional);
      operation.said['parameters'] = parametersOf(operation).filter((one) => one !== found);
    },
  ),
  onOperation(
    'status changed',
    0.7,
    (one) => '200' in statusesOf(one),
    (operation) => {
      const { '200': moved, ...others } = statusesOf(operation);
      operation.said['responses'] = { ...others, '201': moved ?? {} };
    },
  ),
  onOperation(
    'error status added',
    0.8,
    (one) => !('418' in statusesOf(one)),
    (operation) => {
      statusesOf(operation)['418'] = { description: 'Refused' };
    },
  ),
  onOperation(
    'body required',
    0.5,
    (one) => bodyOf(one)?.['required'] === false,
    (operation) => {
      const body = bodyOf(operation);
      if (body) body['required'] = true;
    },
  ),
  onOperation('path renamed', 0.9, any, ({ path }, document) => {
    const paths = open(document['paths']) ?? {};
    paths[`/docpact${path}`] = item(document, path);
    delete paths[path];
  }),
  onOperation('path added', 0, any, (_, document) => {
    const paths = open(document['paths']) ?? {};
    paths['/docpact'] = { get: { responses: { '204': { description: 'Done' } } } };
  }),
  onMember('member removed', 0.1, any, (member) => {
    delete properties(member)[member.name];
    const { required } = member.schema;
    if (isRequired(member)) member.schema['required'] = list(required).filter((one) => one !== member.name);
  }),
  onMember('member added', 0.2, any, (member) => {
    properties(member)['docpact_extra'] = text;
  }),
  onMember(
    'type of a member',
    0.3,
    ({ said }) => said['type'] === 'string' && !said['enum'],
    ({ said }) => {
      said['type'] = 'integer';
      delete said['format'];
    },
  ),
  onMember('member not required', 0.4, isRequired, (member) => {
    member.schema['required'] = list(member.schema['required']).filter((one) => one !== member.name);
  }),
  onMember(
    'member required',
    0.5,
    (one) => !isRequired(one),
    (member) => {
      const { required } = member.schema;
      member.schema['required'] = [...list(required), member.name];
    },
  ),
  onMember(
    'enum member added',
    0.6,
    ({ said }) => Array.isArray(said['enum']),
    ({ said }) => {
      said['enum'] = [...list(said['enum']), 'docpact'];
    },
  ),
  onMember('description of a member', 0.7, any, ({ said }) => {
    said['description'] = 'In other words.';
  }),
];

function isOptional(parameter: Open): boolean {
  return parameter['in'] === 'query' && parameter['required'] !== true;
}

/** A document with twenty edits, each in another place, and the names of those that found one. */
export function edited(document: JsonObject): {
  readonly document: JsonObject;
  readonly done: readonly string[];
} {
  const copy = structuredClone(document) as Open;
  const done = edits.filter(([, apply]) => apply(copy)).map(([name]) => name);
  return { document: copy as JsonObject, done };
}
