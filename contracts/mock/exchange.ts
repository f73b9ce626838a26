import type { Api, Operation } from '../../generator/openapi/api.ts';
import type { Clock } from './clock.ts';
import type { MockOptions } from './options.ts';
import type { MockRequest } from './record.ts';
import type { Resources } from './resources.ts';
import type { Match, Routes } from './routes.ts';
import type { Store } from './store.ts';
import type { Validators } from './validator.ts';

/** What a mock is made of; the same for all its requests. */
export interface Parts {
  readonly api: Api;
  readonly routes: Routes;
  readonly resources: Resources;
  readonly validators: Validators;
  readonly store: Store;
  readonly clock: Clock;
  readonly options: Required<Pick<MockOptions, 'readOnly' | 'bodyLimit' | 'selfCheck'>> &
    Pick<MockOptions, 'odata' | 'pageSize'>;
}

/** One request as far as it is understood: path, query, fields, the moment it came. */
export interface Received {
  readonly parts: Parts;
  readonly request: MockRequest;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly fields: ReadonlyMap<string, string>;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly requestId: string;
}

/** A request that found its operation. */
export interface Exchange extends Received {
  readonly operation: Operation;
  readonly match: Match;
  readonly beyond?: Beyond;
}

/**
 * An address that OData gives to a part of what a path of the spec addresses, whether the spec lists it or not: the number
 * of a collection's rows, a property of an entity, its bare value.
 */
export interface Beyond {
  readonly kind: 'count' | 'property' | 'value';
  /** The properties on the way, as the spec writes them. */
  readonly names: readonly string[];
}

/** The concrete path of a template, without the server's base path: the name of a set in the store. */
export function concretePath(template: string, match: Match): string {
  if (!template.includes('{')) return template;
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(match.parameters.get(name) ?? ''),
  );
}

const zeros = '000000000000';

/** Ids of the mock's own making count: the same run gives the same bytes. The letter keeps their kinds apart. */
export function countedId(kind: 'a' | 'b', count: number): string {
  const digits = String(count);
  return `00000000-0000-4000-${kind}000-${zeros.slice(digits.length)}${digits}`;
}
