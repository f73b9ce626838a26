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
