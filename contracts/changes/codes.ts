import type { Severity } from '../../generator/model/diagnostic.ts';
import type { ChangeVerdict } from './change.ts';
import type { Check } from './check.ts';
import { codeOf } from './collect.ts';
import { severityOf } from './diagnose.ts';

export interface CheckCode {
  readonly code: Check['code'];
  readonly verdict: ChangeVerdict;
  readonly severity: Severity;
}

const senders = ['client', 'provider'] as const;
const verdicts = ['breaking', 'undecided', 'compatible', 'documentation'] as const;

/** What a check's findings can be reported under, the usual code first. */
export function codesOfCheck(check: Check): readonly CheckCode[] {
  const all = senders.flatMap((sender) =>
    verdicts.map((verdict) => ({
      code: codeOf(check, verdict, sender),
      verdict,
      severity: severityOf[verdict],
    })),
  );
  return [...new Map(all.map((one) => [one.code, one])).values()];
}
