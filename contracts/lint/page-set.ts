import { once } from '../../generator/model/once.ts';
import { namesOfPluralHeadings } from '../../generator/resolve/plural-headings.ts';
import { resolve } from '../../generator/resolve/resolve.ts';
import { TypeNames } from '../../generator/resolve/type-names.ts';
import type { DocumentedExample, DocumentedPage, MethodLink, PageSet, ShownValues } from './documented.ts';
import { examplesOf } from './documented-example.ts';
import { documentedTypes } from './documented-type.ts';
import { valuesOf } from './example-values.ts';
import { groupBy } from './group-by.ts';
import { OperationIndex } from './operation-index.ts';

export function pageSetOf(make: (set: PageSet) => readonly DocumentedPage[]): PageSet {
  const description = once(() => resolve(set.pages.flatMap(({ facts }) => facts)).value);
  const names = once(() => {
    const facts = set.pages.flatMap((page) => page.facts);
    return new TypeNames(facts, namesOfPluralHeadings(facts));
  });
  const types = once(() => documentedTypes(set, description().types));
  const enumTypes = once(() => new Map(description().enumTypes.map((type) => [type.name, type])));
  const operations = once(() => new OperationIndex(description().operations));
  const byFile = once(() => new Map(set.pages.map((page) => [page.file.toLowerCase(), page])));
  const byName = once(() => groupBy(set.pages, ({ file }) => baseName(file)));
  const methods = once(() => methodLinks(set));
  const examples = new Map<string, readonly DocumentedExample[]>();
  const values = new Map<string, ShownValues>();
  const set: PageSet = {
    get pages() {
      return pages;
    },
    get description() {
      return description();
    },
    get types() {
      return types();
    },
    get enumTypes() {
      return enumTypes();
    },
    get operations() {
      return operations();
    },
    page: (file) => byFile().get(file.toLowerCase()),
    linked(target, from) {
      const path = target.split(/[?#]/)[0] ?? '';
      if (!/\.md$/i.test(path)) return undefined;
      const exact = byFile().get(joined(from.file, path).toLowerCase());
      if (exact) return exact;
      const same = byName().get(baseName(path)) ?? [];
      return same.length === 1 ? same[0] : undefined;
    },
    typeOf: (type, on) => names().reference(type, on.namespace, { file: on.file, line: 1, column: 1 }),
    named: (name, on) => names().named(name, on.namespace),
    operationsOf: (page) => operations().ofPage(page.file),
    examplesOf(page) {
      const known = examples.get(page.file) ?? examplesOf(page, operations());
      examples.set(page.file, known);
      return known;
    },
    valuesOf(page) {
      const known = values.get(page.file) ?? valuesOf(page);
      values.set(page.file, known);
      return known;
    },
    methodsTo: (page) => methods().get(page.file) ?? [],
  };
  const pages = make(set);
  return set;
}

function methodLinks(set: PageSet): Map<string, MethodLink[]> {
  const links = set.pages.flatMap((from) =>
    from.says('method').flatMap((row) => {
      const to = row.value.target === undefined ? undefined : set.linked(row.value.target, from);
      return to ? [{ from, row, to }] : [];
    }),
  );
  return groupBy(links, ({ to }) => to.file);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** `beta/resources/x.md` and `../api/y.md` → `beta/api/y.md`. */
function joined(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
