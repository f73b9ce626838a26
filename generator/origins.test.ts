import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importPages } from './import-pages.ts';
import { entries, isArray, isObject, type Json, type JsonObject, member } from './model/json.ts';
import { pointer } from './model/pointer.ts';
import { originOf } from './openapi/source-map.ts';
import type { SourceFile } from './read-documentation.ts';

/**
 * The pointers of all elements that somebody may ask the origin of: schemas, properties, paths, operations,
 * parameters, request bodies and responses.
 */
function elementsOf(document: JsonObject): string[] {
  const found: string[] = [];
  const each = (value: Json | undefined, at: string, visit: (value: Json, at: string) => void) => {
    if (isArray(value)) for (const [i, item] of value.entries()) visit(item, pointer(at, i));
    else for (const [key, item] of entries(value)) visit(item, pointer(at, key));
  };
  const element = (_: Json, at: string) => found.push(at);
  const schema = (value: Json | undefined, at: string): void => {
    if (!isObject(value)) return;
    each(value['properties'], `${at}/properties`, element);
    each(value['properties'], `${at}/properties`, schema);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) each(value[keyword], `${at}/${keyword}`, schema);
    schema(value['items'], `${at}/items`);
  };
  const content = (value: Json, at: string) =>
    each(member(value, 'content'), `${at}/content`, (media, inside) =>
      schema(member(media, 'schema'), `${inside}/schema`),
    );
  const operation = (value: Json, at: string): void => {
    if (!isObject(value)) return;
    each(value['parameters'], `${at}/parameters`, element);
    each(value['responses'], `${at}/responses`, element);
    each(value['responses'], `${at}/responses`, content);
    if (!isObject(value['requestBody'])) return;
    found.push(`${at}/requestBody`);
    content(value['requestBody'], `${at}/requestBody`);
  };
  each(document['paths'], '/paths', (item, at) => {
    found.push(at);
    each(member(item, 'parameters'), `${at}/parameters`, element);
    for (const [method, value] of entries(item)) {
      if (method === 'parameters' || method.startsWith('x-')) continue;
      found.push(pointer(at, method));
      operation(value, pointer(at, method));
    }
  });
  for (const part of ['schemas', 'parameters', 'responses'])
    each(member(document['components'], part), `/components/${part}`, element);
  each(member(document['components'], 'schemas'), '/components/schemas', schema);
  return found;
}

function below(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ file, bytes: readFileSync(`${folder}/${file}`) }));
}

const corpus = '../shared/corpus/graph-2021/api-reference';
const folders = ['spec/docs', 'generator/fixtures', `${corpus}/v1.0`, `${corpus}/beta`];

describe.each(folders)('%s', (folder) => {
  it('has for every element a place, or the rule that inferred it or what it stands in', async ({ skip }) => {
    skip(!existsSync(folder), 'the sample is not beside this repository');
    const { value } = await importPages(below(folder));
    if (!value) throw new Error('the pages were refused');
    const { document, sources } = value;
    const elements = elementsOf(document);
    expect(elements.length).toBeGreaterThan(20);
    const without = elements.filter((at) => {
      const own = sources.origins.get(at);
      if (own) return own.places.length === 0 && own.inferred === undefined;
      return originOf(sources, at)?.inferred === undefined;
    });
    expect(without).toEqual([]);
  });
});
