import { isArray, type Json, member, stringMember } from '../../generator/model/json.ts';
import { placeText } from '../../generator/model/place.ts';
import type { Report, Reported } from '../report.ts';

/** An interaction as `verify` tells of it, with those of the report's findings that are about it. */
export interface JudgedInteraction {
  readonly pact: string;
  readonly line: number;
  /** `consumer -> provider`, or what an exchange was taken from. */
  readonly between: string;
  readonly description: string;
  readonly operation: string | undefined;
  readonly verdict: string;
  readonly findings: readonly Reported[];
}

/** The interactions of a report; none where the command judges none. */
export function judgedInteractions({ data, diagnostics }: Report): readonly JudgedInteraction[] {
  const judgements = data['judgements'];
  if (!isArray(judgements)) return [];
  const byText = new Map<string, Reported[]>();
  for (const diagnostic of diagnostics) {
    const key = keyOf(diagnostic.code, diagnostic.message, placeText(diagnostic.at));
    byText.set(key, [...(byText.get(key) ?? []), diagnostic]);
  }
  return judgements.map((judgement) => {
    const told = member(judgement, 'findings');
    const line = member(member(judgement, 'at'), 'line');
    return {
      pact: textOf(judgement, 'pact'),
      line: typeof line === 'number' ? line : 1,
      between: betweenOf(textOf(judgement, 'consumer'), textOf(judgement, 'provider')),
      description: textOf(judgement, 'description'),
      operation: stringMember(judgement, 'operation'),
      verdict: textOf(judgement, 'verdict'),
      findings: (isArray(told) ? told : []).flatMap(
        (one) => byText.get(keyOf(textOf(one, 'code'), textOf(one, 'message'), textOf(one, 'at'))) ?? [],
      ),
    };
  });
}

function betweenOf(consumer: string, provider: string): string {
  return provider === '' ? consumer : `${consumer} -> ${provider}`;
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\0');
}

function textOf(value: Json, key: string): string {
  return stringMember(value, key) ?? '';
}
