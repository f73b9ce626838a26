import { isArray, isObject, type Json } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Api, MediaType, Operation, Schema } from '../../generator/openapi/api.ts';
import { isSaid, typeWords } from './type-words.ts';

/** One thing of the spec as reviewers read it: what it is, its type in words, where it stands. */
export interface Node {
  readonly part: 'permission' | 'parameter' | 'request' | 'response' | 'property' | 'alternative';
  /** Within the node above. */
  readonly key: string;
  readonly name: string;
  readonly words: string;
  readonly pointer: string;
  /** Whose members stand below. */
  readonly schema?: Schema | undefined;
}

/** What an operation consists of, in the order of a call: permissions, parameters, request body, responses. */
export function nodesOf(api: Api, operation: Operation): Node[] {
  const { requestBody: body } = operation;
  return [
    ...permissions(operation),
    ...operation.parameters.map(
      ({ name, in: place, required, schema, pointer, content }): Node => ({
        part: 'parameter',
        key: `${place}-${name}`,
        name,
        words: `${place}, ${required ? 'required' : 'optional'}, ${typeWords(api, schema ?? content?.schema)}`,
        pointer,
      }),
    ),
    ...(body ? bodyNodes(api, body.content, body.required, body.pointer) : []),
    ...operation.responses.flatMap(({ status, description, content, pointer }): Node[] => {
      const [first, ...others] = content;
      const node = (media: MediaType | undefined, key: string, words: string): Node => ({
        part: 'response',
        key,
        name: status,
        words,
        pointer,
        schema: media?.schema,
      });
      const said = [description ?? '', first ? mediaWords(api, first) : ''].filter((one) => one !== '');
      return [
        node(first, status, said.join(' · ')),
        ...others.map((media) => node(media, `${status}-${media.type}`, mediaWords(api, media))),
      ];
    }),
  ];
}

function bodyNodes(api: Api, content: readonly MediaType[], required: boolean, pointer: string): Node[] {
  return content.map((media, i) => ({
    part: 'request',
    key: i === 0 ? 'request' : `request-${media.type}`,
    name: media.type,
    words: `${required ? 'required' : 'optional'}, ${typeWords(api, media.schema)}`,
    pointer,
    schema: media.schema,
  }));
}

function mediaWords(api: Api, { type, schema }: MediaType): string {
  const words = typeWords(api, schema);
  return type === 'application/json' ? words : `${type}: ${words}`;
}

/** The same permission may stand in several requirements. */
function permissions({ security }: Operation): Node[] {
  const found = new Map<string, Node>();
  for (const { schemes, pointer } of security)
    for (const { name, scopes } of schemes)
      for (const [i, scope] of (scopes.length === 0 ? [''] : scopes).entries()) {
        const key = `permission-${name}${scope === '' ? '' : `-${scope}`}`;
        if (found.has(key)) continue;
        const here = scope === '' ? at(pointer, name) : at(pointer, name, i);
        const words = scope === '' ? 'security scheme' : name;
        found.set(key, { part: 'permission', key, name: scope === '' ? name : scope, words, pointer: here });
      }
  return [...found.values()];
}

/** The members of what a schema describes: of an object and all that it is composed of, or of the items of a list. */
export function membersOf(api: Api, schema: Schema): Node[] {
  const found = new Map<string, Node>();
  const seen = new Set<string>();
  const visit = (candidate: Schema | undefined): void => {
    if (!candidate) return;
    const here = api.resolve(candidate);
    const { json } = here;
    if (!isObject(json) || seen.has(here.pointer)) return;
    seen.add(here.pointer);
    visit(api.child(here, 'items'));
    for (let i = 0; i < countOf(json['allOf']); i++) visit(api.child(here, 'allOf', i));
    const required = isArray(json['required']) ? new Set(json['required']) : new Set<Json>();
    for (const name of Object.keys(isObject(json['properties']) ? json['properties'] : {}))
      found.set(`.${name}`, propertyNode(api, here, name, required.has(name)));
    for (const keyword of ['oneOf', 'anyOf'])
      for (const node of alternatives(api, here, keyword, countOf(json[keyword]))) found.set(node.key, node);
    const others = isObject(json['additionalProperties'])
      ? api.child(here, 'additionalProperties')
      : undefined;
    if (others) found.set('*', otherNames(api, others));
  };
  visit(schema);
  return [...found.values()];
}

function propertyNode(api: Api, owner: Schema, name: string, required: boolean): Node {
  const schema = api.child(owner, 'properties', name);
  const marks = (['readOnly', 'writeOnly', 'deprecated'] as const)
    .filter((word) => schema && isSaid(api, schema, word))
    .map((word) => word.replace('Only', '-only'));
  return {
    part: 'property',
    key: name,
    name,
    words: [typeWords(api, schema), ...(required ? ['required'] : []), ...marks].join(', '),
    pointer: at(owner.pointer, 'properties', name),
    schema,
  };
}

/** `null` as an alternative is said by the type already. */
function alternatives(api: Api, owner: Schema, keyword: string, count: number): Node[] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i): Node[] => {
    const schema = api.child(owner, keyword, i);
    if (!schema || (isObject(schema.json) && schema.json['type'] === 'null')) return [];
    const key = `${keyword}-${i + 1}`;
    const pointer = at(owner.pointer, keyword, i);
    return [
      { part: 'alternative', key, name: `either ${i + 1}`, words: typeWords(api, schema), pointer, schema },
    ];
  });
}

function otherNames(api: Api, schema: Schema): Node {
  const words = typeWords(api, schema);
  return { part: 'property', key: 'other', name: 'any other name', words, pointer: schema.pointer, schema };
}

function countOf(value: Json | undefined): number {
  return isArray(value) ? value.length : 0;
}
