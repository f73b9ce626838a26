import { hasWord } from '../../../generator/model/regular/find-word.ts';
import { languageOf } from '../../../generator/model/regular/language.ts';
import type { Bound, World } from './bound.ts';
import { QueryFault } from './fault.ts';
import { calendarOf, dayStart, secondsOf } from './instants.ts';
import { described } from './operate.ts';
import {
  boolean,
  date,
  double,
  int32,
  moment,
  type ScalarType,
  type Type,
  text,
  timeOfDay,
} from './types.ts';
import { asType, isList, type Value } from './values.ts';

type Kind = Type['kind'];

interface Known {
  /** The kinds that each parameter takes. */
  readonly takes: readonly (readonly Kind[])[];
  /** Parameters that may be left out, from the end. */
  readonly optional?: number;
  readonly gives: ScalarType;
  /** Never called with null: what is asked of nothing is nothing. */
  readonly run: (of: readonly Value[], world: World) => Value;
  /** Whether it compares texts, which Graph does without their letter case. */
  readonly compares?: boolean;
}

const texts = ['text'] as const;
const numbers = ['number'] as const;
const moments = ['dateTime', 'date'] as const;
const clocks = ['dateTime', 'time'] as const;

const onTexts = (gives: ScalarType, run: (a: string, b: string) => Value): Known => ({
  takes: [texts, texts],
  gives,
  run: ([a, b]) => run(String(a), String(b)),
  compares: gives !== text,
});
const onText = (run: (a: string) => string): Known => ({
  takes: [texts],
  gives: text,
  run: ([a]) => run(String(a)),
});
const onNumber = (run: (a: number) => number): Known => ({
  takes: [numbers],
  gives: double,
  run: ([a]) => run(Number(a)),
});
const calendar = (
  takes: readonly Kind[],
  part: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction',
): Known => ({
  takes: [takes],
  gives: part === 'fraction' ? double : int32,
  run: ([a]) => (typeof a === 'bigint' ? calendarOf(a)[part] : null),
});

const known: Readonly<Record<string, Known>> = {
  startswith: onTexts(boolean, (a, b) => a.startsWith(b)),
  endswith: onTexts(boolean, (a, b) => a.endsWith(b)),
  contains: onTexts(boolean, (a, b) => a.includes(b)),
  // Version 3 of OData had the parameters the other way round.
  substringof: onTexts(boolean, (a, b) => b.includes(a)),
  indexof: onTexts(int32, (a, b) => a.indexOf(b)),
  concat: onTexts(text, (a, b) => a + b),
  tolower: onText((a) => a.toLowerCase()),
  toupper: onText((a) => a.toUpperCase()),
  trim: onText((a) => a.trim()),
  length: {
    takes: [['text', 'list']],
    gives: int32,
    run: ([a]) => (isList(a ?? null) || typeof a === 'string' ? (a as string).length : null),
  },
  substring: {
    takes: [texts, numbers, numbers],
    optional: 1,
    gives: text,
    run: ([a, from, length]) => {
      const start = Math.max(0, Number(from));
      return String(a).slice(start, length === undefined ? undefined : start + Math.max(0, Number(length)));
    },
  },
  round: onNumber((a) => (a < 0 ? -Math.round(-a) : Math.round(a))),
  floor: onNumber(Math.floor),
  ceiling: onNumber(Math.ceil),
  year: calendar(moments, 'year'),
  month: calendar(moments, 'month'),
  day: calendar(moments, 'day'),
  hour: calendar(clocks, 'hour'),
  minute: calendar(clocks, 'minute'),
  second: calendar(clocks, 'second'),
  fractionalseconds: calendar(clocks, 'fraction'),
  date: { takes: [moments], gives: date, run: ([a]) => (typeof a === 'bigint' ? dayStart(a) : null) },
  time: {
    takes: [['dateTime']],
    gives: timeOfDay,
    run: ([a]) => (typeof a === 'bigint' ? a - dayStart(a) : null),
  },
  totalseconds: {
    takes: [['duration']],
    gives: double,
    run: ([a]) => (typeof a === 'bigint' ? secondsOf(a) : null),
  },
  now: { takes: [], gives: moment, run: (_, world) => world.now() },
  matchespattern: { takes: [texts, texts], gives: boolean, run: () => null },
};

/** A call of one of OData's functions on operands that have their types. */
export function bindCall(
  name: string,
  at: number,
  of: readonly Bound[],
  fold: boolean,
): Omit<Bound, 'label' | 'at'> {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found) throw new QueryFault(`An unknown function with name '${name}' was found`, at);
  const { takes, optional = 0, gives, run } = found;
  if (of.length > takes.length || of.length < takes.length - optional) {
    const wanted = optional > 0 ? `${takes.length - optional} or ${takes.length}` : String(takes.length);
    throw new QueryFault(`The function '${name}' takes ${wanted} operands, not ${of.length}`, at);
  }
  const readings = of.map((operand, i) => readingOf(name, operand, takes[i] ?? []));
  if (name === 'matchespattern') return matching(of, readings);
  const folds = fold && found.compares === true;
  return {
    type: gives,
    run: (scope) => {
      const values: Value[] = [];
      for (const [i, operand] of of.entries()) {
        const value = readings[i]?.(operand.run(scope)) ?? null;
        if (value === null) return null;
        values.push(folds && typeof value === 'string' ? value.toLowerCase() : value);
      }
      return run(values, scope.world);
    },
  };
}

function readingOf(name: string, operand: Bound, kinds: readonly Kind[]): (value: Value) => Value {
  const { kind } = operand.type;
  if (kinds.includes(kind) || kind === 'null') return (value) => value;
  if (kind !== 'unknown')
    throw new QueryFault(`The function '${name}' does not take ${described(operand)}`, operand.at);
  const wanted: Type | undefined = [text, double, moment, timeOfDay].find((type) =>
    kinds.includes(type.kind),
  );
  return (value) => (isList(value) ? value : wanted ? asType(wanted, value) : value);
}

/** Patterns come from whoever asks: none is put to an engine that goes back and forth. */
function matching([subject, pattern]: readonly Bound[], readings: readonly ((value: Value) => Value)[]) {
  const source = pattern?.literal?.value;
  if (!subject || typeof source !== 'string')
    throw new QueryFault('The pattern of matchesPattern must be a text as it stands', pattern?.at);
  const language = languageOf(source, { reading: 'search' });
  if (!language)
    throw new QueryFault(`The mock cannot follow the pattern '${source}' of matchesPattern`, pattern?.at);
  return {
    type: boolean,
    run: (scope: Parameters<Bound['run']>[0]): Value => {
      const value = readings[0]?.(subject.run(scope)) ?? null;
      return typeof value === 'string' ? hasWord(language, value) : null;
    },
  };
}
