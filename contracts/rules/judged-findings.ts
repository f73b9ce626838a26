import type { Judged } from '../relation/verdict.ts';
import type { Finding } from './rule.ts';

/** What a judgement of the relation says in a rule's words. `what`: "the response body", "the header \"X-Total\"". */
export function judgedFindings(
  judged: Judged,
  what: string,
  at: string,
  spec: string | undefined,
): readonly Finding[] {
  if (judged.verdict === 'guaranteed') return [];
  if (judged.verdict === 'undecided') {
    const message = `${what} is undecided: ${judged.reason ?? 'the reason is not known'}`;
    return [{ effect: 'undecided', message, at, spec, ...witnessOf(judged) }];
  }
  if (judged.gaps.length === 0) {
    return [
      {
        effect: judged.verdict,
        message: `nothing that the spec allows for ${what} is accepted by the contract`,
        at,
        spec,
      },
    ];
  }
  const prefix = judged.verdict === 'impossible' ? `${what} can never match` : `${what} need not match`;
  return judged.gaps.map((gap) => ({
    effect: judged.verdict === 'impossible' ? 'impossible' : 'possible',
    message: `${prefix}${placeIn(gap.pattern, at)}: ${gap.why}`,
    at: gap.pattern === '' ? at : gap.pattern,
    spec: gap.schema ?? spec,
    witness: gap.value,
    witnessAt: below(gap.pattern, at),
  }));
}

function witnessOf(judged: Judged): Pick<Finding, 'witness'> {
  const [first] = judged.gaps;
  return first ? { witness: first.value } : {};
}

/** ` at /value/0/id`, where a finding is about a part. */
function placeIn(pointer: string, base: string): string {
  const part = below(pointer, base);
  return part === '' ? '' : ` at ${part}`;
}

function below(pointer: string, base: string): string {
  return pointer.startsWith(`${base}/`) ? pointer.slice(base.length) : '';
}
