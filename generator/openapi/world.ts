import type { Api } from './api.ts';
import type { Direction } from './direction.ts';

/** How schemas are read: by which document, in which direction, under which policies. */
export interface World {
  readonly api: Api;
  /** Read-only members are not for requests, write-only ones not for responses (OpenAPI 3.1, 4.8.24). */
  readonly direction: Direction;
  /** Whether members that no schema declares may come: convention says no (a closed world) for responses. */
  readonly closed: boolean;
}

const known = new WeakMap<Api, Map<string, World>>();

/** One object for each way of reading a document: what is worked out of a schema is remembered by it. */
export function worldOf(api: Api, direction: Direction, closed: boolean): World {
  const ofApi = known.get(api) ?? new Map<string, World>();
  known.set(api, ofApi);
  const key = `${direction} ${closed}`;
  const world = ofApi.get(key) ?? { api, direction, closed };
  ofApi.set(key, world);
  return world;
}
