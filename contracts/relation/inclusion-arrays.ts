import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { type Part, sub } from '../../generator/openapi/position.ts';
import { type ArraySet, arraySet } from './array-set.ts';
import { build } from './array-witness.ts';
import { all, gapsWithin, type Inclusion, type KindQuestion, saysAlike, unsure } from './inclusion.ts';
import type { Candidate, Gap } from './relation.ts';

/** Places that are looked at one by one, at most. */
const mostPlaces = 200;

export function arraysWithin(question: KindQuestion): Inclusion {
  const { one, parts } = question;
  const set = arraySet(one);
  const wanted = arraySet({ parts, perhaps: [], hazy: undefined });
  if (set.low > set.high) return all([]);
  return all([
    ...lengths(question, set, wanted),
    ...items(question, set, wanted),
    ...distinct(question, set),
    ...contained(question, set),
  ]);
}

function lengths(question: KindQuestion, set: ArraySet, wanted: ArraySet): readonly Inclusion[] {
  const found: Inclusion[] = [];
  const sample = (length: number) => build(set, question.sample, length, (i) => question.sample(set.item(i)));
  if (set.low < wanted.low) found.push(report(question, () => sample(set.low), 'a shorter list may come'));
  if (set.high > wanted.high)
    found.push(report(question, () => sample(Math.max(set.low, wanted.high + 1)), 'a longer list may come'));
  return found;
}

function items(question: KindQuestion, set: ArraySet, wanted: ArraySet): readonly Inclusion[] {
  const count = Math.min(set.high, Math.max(set.leading, wanted.leading) + 1, mostPlaces);
  return Array.from({ length: count }, (_, i) => {
    const inner = question.ask(set.item(i), wanted.item(i));
    const length = Math.max(set.low, i + 1);
    const put = (value: Json) =>
      build(set, question.sample, length, (n) => (n === i ? value : question.sample(set.item(n))), i);
    return { ...inner, gaps: gapsWithin(inner, put) };
  });
}

function distinct(question: KindQuestion, set: ArraySet): readonly Inclusion[] {
  const isDistinct = question.one.parts.some(({ json }) => json['uniqueItems'] === true);
  const demanded = question.parts.find(({ json }) => json['uniqueItems'] === true);
  if (!demanded || isDistinct || set.high <= 1) return [];
  const twice = () => {
    const item = question.sample(set.item(0));
    return item === undefined ? undefined : build(set, question.sample, Math.max(set.low, 2), () => item);
  };
  return [report(question, twice, 'an item may come twice')];
}

function contained(question: KindQuestion, set: ArraySet): readonly Inclusion[] {
  return question.parts.flatMap((part) => {
    const wanted = sub(part, 'contains');
    if (!wanted) return [];
    const { minContains: least = 1, maxContains: most } = part.json;
    if (question.one.parts.some((own) => saysAlike([own], part, 'contains') && countsWithin(own, part)))
      return [];
    const met = set.contained.filter((schema) => question.ask([schema], [wanted]).holds).length;
    if (most === undefined && typeof least === 'number' && met >= least) return [];
    const counted = part.json['minContains'] !== undefined || most !== undefined;
    if (!counted && set.low > 0 && question.ask(set.item(0), [wanted]).holds) return [];
    return [
      {
        ...unsure('whether `contains` is met'),
        gaps: gapsOf(
          question,
          () => build(set, question.sample, set.low, (i) => question.sample(set.item(i))),
          'what the list must contain may be missing',
        ),
      },
    ];
  });
}

/** Of the same items: as many come at least, and no more at most. */
function countsWithin(own: Part, wanted: Part): boolean {
  const of = ({ json }: Part, keyword: string, usual: number) => {
    const count = json[keyword];
    return typeof count === 'number' ? count : usual;
  };
  return (
    of(own, 'minContains', 1) >= of(wanted, 'minContains', 1) &&
    of(own, 'maxContains', Number.POSITIVE_INFINITY) <= of(wanted, 'maxContains', Number.POSITIVE_INFINITY)
  );
}

function report(question: KindQuestion, value: Candidate, why: string): Inclusion {
  return { holds: false, gaps: gapsOf(question, value, why), unsure: undefined };
}

function gapsOf({ one, parts }: KindQuestion, candidate: Candidate, why: string): () => readonly Gap[] {
  return once(() => {
    const value = candidate();
    if (value === undefined) return [];
    return [{ value, why, pattern: parts[0]?.pointer ?? '', schema: one.parts.at(-1)?.pointer }];
  });
}
