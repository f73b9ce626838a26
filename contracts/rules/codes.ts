import type { Severity } from '../../generator/model/diagnostic.ts';
import type { Effect, Rule } from './rule.ts';

export interface RuleCode {
  readonly effect: Effect;
  readonly code: Rule['code'];
  readonly severity: Severity;
  readonly summary: string;
}

/**
 * What a rule's findings are reported under: a code an effect, because a severity belongs to a code. A rule that decides no
 * verdict has one code.
 */
export function codesOf({ code, severity, summary, fragile }: Rule): readonly RuleCode[] {
  if (severity === 'warning') return [{ effect: 'fragile', code, severity, summary }];
  const codes: RuleCode[] = [
    { effect: 'impossible', code, severity, summary },
    {
      effect: 'possible',
      code: `${code}-possible`,
      severity: 'info',
      summary: `${summary} In some cases only.`,
    },
    {
      effect: 'undecided',
      code: `${code}-undecided`,
      severity: 'warning',
      summary: `${summary} It could not be told.`,
    },
  ];
  if (fragile !== undefined)
    codes.push({ effect: 'fragile', code: `${code}-fragile`, severity: 'warning', summary: fragile });
  return codes;
}
