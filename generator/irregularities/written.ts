import type { Fact, FactAbout, Predicate } from '../dialects/fact.ts';
import { type ImportedSpec, importPages } from '../import-pages.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { placeText } from '../model/place.ts';
import { pointer, valueAt } from '../model/pointer.ts';

/** Pages as a test writes them: name → lines. */
export type Written = Readonly<Record<string, readonly string[]>>;

/** What pages of a test became, as tests ask for it. */
export class Imported {
  readonly codes: readonly string[];
  readonly #spec: ImportedSpec;

  constructor(spec: ImportedSpec, codes: readonly string[]) {
    this.#spec = spec;
    this.codes = codes;
  }

  get document(): JsonObject {
    return this.#spec.document;
  }

  /** `GET /ships/{shipId}`, sorted. */
  get operations(): string[] {
    const { paths } = this.#spec.document;
    return Object.entries(isObject(paths) ? paths : {})
      .flatMap(([path, item]) => Object.keys(isObject(item) ? item : {}).map((method) => ({ method, path })))
      .filter(({ method }) => /^(?:get|put|post|patch|delete)$/.test(method))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .sort();
  }

  at(...tokens: (string | number)[]): Json | undefined {
    return valueAt(this.document, pointer('', ...tokens));
  }

  /** A part of the operation `GET /ships/{shipId}`. */
  operation(name: string, ...tokens: (string | number)[]): Json | undefined {
    const [method, path] = name.split(' ');
    return this.at('paths', path ?? '', (method ?? '').toLowerCase(), ...tokens);
  }

  /** The own properties of a type, whether it has a base or not. */
  properties(type: string): Record<string, Json> {
    const own = this.at('components', 'schemas', type, 'properties');
    const derived = this.at('components', 'schemas', type, 'allOf', 1, 'properties');
    const found = isObject(own) ? own : isObject(derived) ? derived : {};
    return Object.fromEntries(Object.entries(found).filter(([name]) => !name.includes('@')));
  }

  /** What parameters of an operation are called, by where they stand, references resolved. */
  parameters(name: string): Record<string, string[]> {
    const [, path] = name.split(' ');
    const lists = [this.at('paths', path ?? '', 'parameters'), this.operation(name, 'parameters')];
    const found: Record<string, string[]> = {};
    for (const item of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
      const target = isObject(item) ? item['$ref'] : undefined;
      const parameter = typeof target === 'string' ? valueAt(this.document, target.slice(1)) : item;
      if (!isObject(parameter)) continue;
      const place = String(parameter['in']);
      found[place] = [...(found[place] ?? []), String(parameter['name'])];
    }
    return found;
  }

  facts<P extends Predicate>(predicate: P): FactAbout<P>[] {
    return this.#spec.facts.filter((fact: Fact): fact is FactAbout<P> => fact.predicate === predicate);
  }

  /** The rule that inferred an element; undefined for what a page says. */
  rule(at: string): string | undefined {
    return this.#spec.sources.origins.get(at)?.inferred;
  }

  /** Where an element of the document comes from. */
  places(...tokens: (string | number)[]): string[] {
    const origin = this.#spec.sources.origins.get(pointer('', ...tokens));
    return (origin?.places ?? []).map(placeText);
  }
}

export async function imported(pages: Written): Promise<Imported> {
  const files = Object.entries(pages).map(([file, lines]) => ({
    file,
    bytes: new TextEncoder().encode(lines.join('\n')),
  }));
  const { value, diagnostics } = await importPages(files);
  const codes = diagnostics.map((d) => `${d.code} ${placeText(d.at)}`);
  if (!value) throw new Error(`refused: ${codes.join(', ')}`);
  return new Imported(value, codes);
}

/** An API page: its first request line stands in line 4. */
export function api(title: string, requests: readonly string[], ...rest: readonly string[]): string[] {
  return [`# ${title}`, '## HTTP request', '```http', ...requests, '```', ...rest];
}

/** A resource page: its first property row stands in line 6. */
export function resource(name: string, rows: readonly string[], ...rest: readonly string[]): string[] {
  return [
    `# ${name} resource type`,
    'A thing of this test.',
    '## Properties',
    '|Property|Type|Description|',
    '|:---|:---|:---|',
    ...rows,
    ...rest,
  ];
}

export const returnsShip = ['## Response', 'Returns `200 OK` and a [ship](../resources/ship.md) object.'];
export const returnsShips = [
  '## Response',
  'Returns `200 OK` and a collection of [ship](../resources/ship.md) objects.',
];
export const returnsNothing = ['## Response', 'Returns `204 No Content`.'];
export const ship = resource('ship', ['|id|String|Key.|', '|name|String|What it is called.|']);
