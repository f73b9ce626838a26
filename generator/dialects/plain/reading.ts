import type { Page } from '../../markdown/page.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Fact } from '../fact.ts';

/** One page while it is being read. */
export interface Reading {
  readonly page: Page;
  readonly facts: Fact[];
  readonly diagnostics: Diagnostic[];
}
