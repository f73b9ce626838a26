import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../dialects/fact.ts';
import type { ApiDescription } from '../model/description.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { type WrittenSpec, writeOpenApi } from '../openapi/write.ts';
import { readDocumentation, type SourceFile } from '../read-documentation.ts';
import { pathShape } from '../resolve/path-template.ts';
import { resolve } from '../resolve/resolve.ts';
import { harbour } from './fixtures/harbour.ts';
import { api, returnsShip } from './fixtures/written.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const written: SourceFile[] = Object.entries(harbour).map(([file, lines]) => ({
  file,
  bytes: bytes(lines.join('\n')),
}));

function below(folder: URL): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ file, bytes: readFileSync(new URL(file, folder)) }));
}

/** What import makes of pages, but not validated: that takes longer than all the rest. */
function imported(files: readonly SourceFile[]): Made {
  const facts = readDocumentation(files).value?.facts ?? [];
  const description = resolve(facts).value;
  return { facts, description, ...writeOpenApi(description, { nullable: 'documented' }) };
}

interface Made extends WrittenSpec {
  readonly facts: readonly Fact[];
  readonly description: ApiDescription;
}

/** Everything that import gives, as text: the spec and its source map. */
function everything({ document, sources }: Made): string {
  return `${JSON.stringify(document)}\n${JSON.stringify([...sources.origins])}`;
}

interface Named {
  /** Method and path as written → operationId. */
  readonly operations: ReadonlyMap<string, string>;
  /** The pages that say something of an operation's path, by its shape. */
  readonly pagesOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of schemas of types → the pages that describe them. */
  readonly schemas: ReadonlyMap<string, ReadonlySet<string>>;
}

function named(spec: Made): Named {
  const operations = new Map<string, string>();
  const pagesOf = new Map<string, Set<string>>();
  const { paths } = spec.document;
  for (const { id, method, path, origin } of spec.description.operations) {
    expect(isObject(paths) && isObject(paths[path]) && isObject((paths[path] as JsonObject)[method])).toBe(
      true,
    );
    operations.set(`${method} ${path}`, id);
    const pages = pagesOf.get(pathShape(path)) ?? new Set();
    for (const { file } of origin.places) pages.add(file);
    pagesOf.set(pathShape(path), pages);
  }
  const schemas = new Map<string, Set<string>>();
  for (const fact of spec.facts) {
    if (fact.predicate !== 'property') continue;
    schemas.set(fact.subject.name, (schemas.get(fact.subject.name) ?? new Set()).add(fact.subject.file));
  }
  return { operations, pagesOf, schemas };
}

/**
 * A page is unrelated to an operation if it documents no operation whose path has the same form, placeholders aside,
 * and to a type if it does not describe it. Pages that vanish may not move what is unrelated to them.
 */
function expectUnmoved(all: Made, some: Made, kept: ReadonlySet<string>): void {
  const [before, after] = [named(all), named(some)];
  const untouched = (pages: ReadonlySet<string> | undefined) =>
    [...(pages ?? [])].every((file) => kept.has(file));
  const wanted = [...before.operations].filter(([key]) =>
    untouched(before.pagesOf.get(pathShape(key.slice(key.indexOf(' ') + 1)))),
  );
  expect(wanted.map(([key]) => [key, after.operations.get(key)])).toEqual(wanted);
  const order = (spec: Named) =>
    [...spec.operations.keys()].filter((key) => wanted.some(([one]) => one === key));
  expect(order(after)).toEqual(order(before));
  const types = [...before.schemas].filter(([, pages]) => untouched(pages)).map(([name]) => name);
  const { components } = some.document;
  const schemas =
    isObject(components) && isObject(components['schemas']) ? Object.keys(components['schemas']) : [];
  expect(types.filter((name) => !schemas.includes(name))).toEqual([]);
}

const sample = new URL('../../../shared/corpus/graph-2021/api-reference/', import.meta.url);

describe('any subset of pages', () => {
  it('in any order gives the same bytes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(written, { minLength: 1 }), (files) => {
        const sorted = [...files].sort((a, b) => (a.file < b.file ? -1 : 1));
        expect(everything(imported(files))).toBe(everything(imported(sorted)));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps ids, paths, order and schema names of what the missing pages say nothing about', () => {
    const all = imported(written);
    fc.assert(
      fc.property(fc.subarray(written, { minLength: 1 }), (files) => {
        const some = imported(files);
        expectUnmoved(all, some, new Set(files.map(({ file }) => file)));
      }),
      { numRuns: 30 },
    );
  });

  it.skipIf(!existsSync(sample)).each(['v1.0', 'beta'])('of the sample, %s, does both', (version) => {
    const files = below(new URL(`${version}/`, sample));
    const all = imported(files);
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: 5 }), (subset) => {
        const some = imported(subset);
        expectUnmoved(all, some, new Set(subset.map(({ file }) => file)));
        expect(everything(imported([...subset].reverse()))).toBe(everything(some));
      }),
      { numRuns: 1 },
    );
  });
});

describe('two page sets of one reference', () => {
  const other = (files: Readonly<Record<string, readonly string[]>>): SourceFile[] =>
    Object.entries(files).map(([file, lines]) => ({ file, bytes: bytes(lines.join('\n')) }));
  const ids = (spec: Made) =>
    new Map(spec.description.operations.map(({ id, method, path }) => [`${method} ${path}`, id]));

  it('with pages added: what was there is called what it was', () => {
    const before = imported(written);
    const after = imported([
      ...written,
      ...other({
        'api/aaa-ship-list.md': api('List ships', ['GET /yards/{id}/ships'], ...returnsShip),
        'api/zzz-ship-get.md': api('Get ship', ['GET /yards/{id}/ships/{id}'], ...returnsShip),
        'resources/a-ship.md': [
          '# shipyard resource type',
          '## Properties',
          '|Property|Type|',
          '|--|--|',
          '|id|String|',
        ],
      }),
    ]);
    for (const [key, id] of ids(before)) expect([key, ids(after).get(key)]).toEqual([key, id]);
    expect(ids(after).size).toBe(ids(before).size + 2);
  });

  it('with an unrelated page renamed: nothing else moves, and its own path stays', () => {
    const renamed = written.map((page) =>
      page.file === 'api/port-list.md' ? { ...page, file: 'api/aa-harbour-ports.md' } : page,
    );
    const [before, after] = [ids(imported(written)), ids(imported(renamed))];
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [key, id] of before)
      if (!key.includes('/ports')) expect([key, after.get(key)]).toEqual([key, id]);
  });

  it('in another folder: the spec is the same but for its places', () => {
    const moved = written.map((page) => ({ ...page, file: `older/checkout/${page.file}` }));
    expect(imported(moved).document).toEqual(imported(written).document);
  });
});
