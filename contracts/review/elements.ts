import { isArray, isObject, stringMember } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Api, Operation, Parameter, Schema } from '../../generator/openapi/api.ts';

/** One line of an operation as reviewers read it: what it is, its type in words, where it stands in the spec. */
export interface Element {
  readonly part: 'security' | 'parameter' | 'request' | 'response';
  readonly name: string;
  readonly type: string;
  readonly pointer: string;
}

/** What an operation consists of, in the order of a call: permissions, parameters, request body, responses. */
export function elementsOf(api: Api, operation: Operation): Element[] {
  const body = operation.requestBody?.content ?? [];
  return [
    ...permissions(operation),
    ...operation.parameters.map((parameter) => parameterElement(api, parameter)),
    ...body.flatMap(({ type, schema, pointer }) => [
      { part: 'request' as const, name: type, type: typeName(api, schema), pointer },
      ...propertyElements(api, schema, 'request'),
    ]),
    ...operation.responses.flatMap((response) => [
      {
        part: 'response' as const,
        name: response.status,
        type: response.description ?? '',
        pointer: response.pointer,
      },
      ...response.content.flatMap(({ schema }) => propertyElements(api, schema, 'response')),
    ]),
  ];
}

function permissions(operation: Operation): Element[] {
  return operation.security.flatMap(({ schemes, pointer }) =>
    schemes.flatMap(({ name, scopes }) =>
      scopes.map((scope, i) => ({
        part: 'security' as const,
        name: scope,
        type: name,
        pointer: at(pointer, name, i),
      })),
    ),
  );
}

function parameterElement(api: Api, parameter: Parameter): Element {
  const need = parameter.required ? 'required' : 'optional';
  const type = `${parameter.in}, ${need}, ${typeName(api, parameter.schema)}`;
  return { part: 'parameter', name: parameter.name, type, pointer: parameter.pointer };
}

/** The properties of an object schema, of what it is composed of by `allOf`, and of a collection's items. */
function propertyElements(api: Api, schema: Schema | undefined, part: Element['part']): Element[] {
  const found = new Map<string, Element>();
  const seen = new Set<string>();
  const visit = (candidate: Schema | undefined, prefix: string): void => {
    if (!candidate) return;
    const { json, pointer } = api.resolve(candidate);
    if (!isObject(json) || seen.has(prefix + pointer) || prefix.length > 200) return;
    seen.add(prefix + pointer);
    const branches = isArray(json['allOf']) ? json['allOf'].length : 0;
    for (let i = 0; i < branches; i++) visit(api.child({ json, pointer }, 'allOf', i), prefix);
    for (const name of Object.keys(isObject(json['properties']) ? json['properties'] : {})) {
      const property = api.child({ json, pointer }, 'properties', name);
      const label = prefix + name;
      const type = property ? `${typeName(api, property)}${readOnly(api, property)}` : '';
      found.set(label, { part, name: label, type, pointer: at(pointer, 'properties', name) });
      if (property && isCollection(api, property))
        visit(api.child(api.resolve(property), 'items'), `${label}[].`);
    }
  };
  visit(schema, '');
  return [...found.values()];
}

function isCollection(api: Api, schema: Schema): boolean {
  const { json } = api.resolve(schema);
  return isObject(json) && isObject(json['items']);
}

function readOnly(api: Api, schema: Schema): string {
  const { json } = api.resolve(schema);
  return isObject(json) && json['readOnly'] === true ? ', read-only' : '';
}

/** `integer (int32)`, `string or null`, `enterpriseCertificate`: a type as a sentence would say it. */
export function typeName(api: Api, schema: Schema | undefined): string {
  if (!schema) return 'any';
  const named = stringMember(schema.json === true || schema.json === false ? undefined : schema.json, '$ref');
  if (named !== undefined) return named.slice(named.lastIndexOf('/') + 1).replace(/^.*\.(?=[^.]+$)/, '');
  const { json } = schema;
  if (!isObject(json)) return json ? 'any' : 'nothing';
  const type = isArray(json['type']) ? json['type'].join(' or ') : (stringMember(json, 'type') ?? 'any');
  const items = type === 'array' ? ` of ${typeName(api, api.child(schema, 'items'))}` : '';
  const detail = stringMember(json, 'format') ?? stringMember(json, 'contentEncoding');
  return type + items + (detail === undefined ? '' : ` (${detail})`);
}
