import type { Fact, ParameterRow, TypeText } from '../dialects/fact.ts';
import type { Place } from '../model/place.ts';
import type { DocumentedParameters } from './path-template.ts';

/** A parameter that one of a page's tables lists, with the place of its row. */
export interface DocumentedParameter {
  readonly name: string;
  readonly type: TypeText | undefined;
  readonly description: string;
  /** The values that its description lists. */
  readonly values: readonly string[];
  /** Undefined where the row does not say. */
  readonly required: boolean | undefined;
  /** Which table: keys of the path, a function's own, what a function's page calls its body. */
  readonly table: 'path' | 'function' | 'query' | 'body';
  readonly at: Place;
}

/** By name in lower case; function parameters before path, query and body, because the same name may stand in several. */
export function pageParameters(facts: readonly Fact[]): ReadonlyMap<string, DocumentedParameter> {
  const tables: Record<DocumentedParameter['table'], DocumentedParameter[]> = {
    function: [],
    path: [],
    query: [],
    body: [],
  };
  const add = (table: DocumentedParameter['table'], row: ParameterRow, at: Place) => {
    const name = row.name.replace(/^[{<]|[}>]$/g, '');
    const { type, description, values } = row;
    tables[table].push({ name, type, description, values, required: requiredOf(row), table, at });
  };
  for (const fact of facts) {
    if (fact.predicate === 'function-parameter') add('function', fact.value, fact.at);
    else if (fact.predicate === 'path-parameter') add('path', fact.value, fact.at);
    else if (fact.predicate === 'query-option') add('query', fact.value, fact.at);
    else if (fact.predicate === 'body-property') add('body', fact.value, fact.at);
  }
  const found = new Map<string, DocumentedParameter>();
  for (const row of [...tables.function, ...tables.path, ...tables.query, ...tables.body]) {
    const key = row.name.toLowerCase();
    if (/^[$@]?[A-Za-z][\w.-]*$/.test(row.name) && !found.has(key)) found.set(key, row);
  }
  return found;
}

function requiredOf(row: ParameterRow): boolean | undefined {
  if (row.required !== undefined) return row.required;
  if (/\boptional\b/i.test(row.description)) return false;
  return undefined;
}

export function typesByName(parameters: ReadonlyMap<string, DocumentedParameter>): DocumentedParameters {
  return new Map([...parameters].map(([name, parameter]) => [name, parameter.type]));
}
