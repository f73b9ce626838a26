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
  if (judged.verdict === 'impossible') return impossible(judged, what, at, spec);
  return judged.gaps.map((gap) => ({
    effect: 'possible',
    message: `${what} need not match${placeIn(gap.pattern, at)}: ${gap.why}`,
    at: gap.pattern === '' ? at : gap.pattern,
    spec: gap.schema ?? spec,
    witness: gap.value,
    witnessAt: below(gap.pattern, at),
  }));
}

/** What can never be, and of the rest nothing: each with a value that the spec allows there, if one was found. */
function impossible(
  { gaps, clashes = [] }: Judged,
  what: string,
  at: string,
  spec: string | undefined,
): readonly Finding[] {
  if (clashes.length === 0) {
    const message = `nothing that the spec allows for ${what} is accepted by the contract`;
    return [{ effect: 'impossible', message, at, spec }];
  }
  return clashes.map(({ why, pattern, schema }) => {
    const shown = gaps.find((gap) => gap.pattern === pattern) ?? gaps[0];
    return {
      effect: 'impossible',
      message: `${what} can never match${placeIn(pattern, at)}: ${why}`,
      at: pattern === '' ? at : pattern,
      spec: schema ?? spec,
      ...(shown ? { witness: shown.value, witnessAt: below(pattern, at) } : {}),
    };
  });
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
