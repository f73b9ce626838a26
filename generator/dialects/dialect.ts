import type { Page } from '../markdown/page.ts';
import type { Result } from '../model/diagnostic.ts';
import type { Fact } from './fact.ts';
import type { Includes } from './includes.ts';

/** A way of writing API documentation: which pages are written so, and what they say. */
export interface Dialect {
  readonly name: string;
  /** One line for lists of dialects. */
  readonly summary: string;
  /** It takes what others do not recognise, so it is asked after them. */
  readonly general?: true;
  /** Whether the page is a reference page of this dialect. Cheap; called for every page. */
  recognises(page: Page): boolean;
  /**
   * Everything that the page says, with the parts that it includes. Never refuses: what cannot be read is a
   * diagnostic, and the rest goes on.
   */
  read(page: Page, includes: Includes): Result<readonly Fact[]>;
}

/** Gives a dialect its type; returns it unchanged. */
export function defineDialect(dialect: Dialect): Dialect {
  return dialect;
}
