import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { finiteValues, type Kind, kindsOf } from '../../generator/openapi/kinds.ts';
import {
  type Case,
  casesOf,
  keyOf,
  type Part,
  type Position,
  sub,
} from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { areApart } from './apart.ts';
import { closedAlone, type Demands, demandsOf } from './demands.ts';
import { fewValues } from './few-values.ts';
import { all, holds, type Inclusion, type KindQuestion, unsure } from './inclusion.ts';
import { arraysWithin } from './inclusion-arrays.ts';
import { objectsWithin } from './inclusion-objects.ts';
import { numbersWithin, stringsWithin } from './inclusion-scalars.ts';
import { shown } from './listed-text.ts';
import { relate } from './relate.ts';
import type { Gap } from './relation.ts';

const maxDepth = 40;

/** What is known of two documents beside their worlds. */
export interface Together {
  /** Whether two positions, one of each document, say the same word for word, behind references too: it must be right. */
  readonly isAlike?: (a: Position, b: Position) => boolean;
  /**
   * In an open world members may come that nobody describes. A name that the accepting side alone describes is none of those
   * then: whoever compares two versions of a document does not take it for one that was always meant.
   */
  readonly isNew?: boolean;
}

interface Tentative {
  readonly key: string;
  /** The outermost of the open questions, by how many are open around it. */
  readonly restsOn: number;
}

/**
 * Is every value of a position, read in one world, accepted by another, read in a second one? The documents may be two.
 * Answers are remembered, for documents whose parts refer to the same few schemas.
 */
export class Questions {
  readonly #from: World;
  readonly #to: World;
  readonly #together: Together;
  readonly #answered = new Map<string, Inclusion>();
  /** Questions that are being answered. Values are finite: an answer may rest on the same question of inner values. */
  readonly #open = new Map<string, number>();
  /** The outermost open question that an answer rests on. */
  #restsOn = Number.POSITIVE_INFINITY;
  /** What holds if open questions do, and the same in the order in which it was found. */
  readonly #tentative = new Map<string, Tentative>();
  readonly #found: Tentative[] = [];

  constructor(from: World, to: World, together: Together = {}) {
    this.#from = from;
    this.#to = to;
    this.#together = together;
  }

  position(a: Position, b: Position): Inclusion {
    if (b.every(({ json }) => json === true)) return holds;
    const key = `${keyOf(a)}\0${keyOf(b)}`;
    const answered = this.#answered.get(key);
    if (answered) return answered;
    if (this.#together.isAlike?.(a, b)) return holds;
    const open = this.#open.get(key) ?? this.#tentative.get(key)?.restsOn;
    if (open !== undefined) {
      this.#restsOn = Math.min(this.#restsOn, open);
      return holds;
    }
    const level = this.#open.size;
    if (level > maxDepth) return unsure('schemas nested too deeply');
    this.#open.set(key, level);
    const outer = this.#restsOn;
    const before = this.#found.length;
    this.#restsOn = Number.POSITIVE_INFINITY;
    const answer = all(casesOf(a, this.#from).map((one) => this.#case(one, b)));
    this.#open.delete(key);
    const restsOn = this.#restsOn >= level ? Number.POSITIVE_INFINITY : this.#restsOn;
    if (this.#found.length > before) this.#settle(before, level, answer.holds, restsOn);
    if (!answer.holds || restsOn > level) this.#answered.set(key, answer);
    else this.#suppose({ key, restsOn });
    this.#restsOn = Math.min(outer, restsOn);
    return answer;
  }

  #suppose(tentative: Tentative): void {
    this.#tentative.set(tentative.key, tentative);
    this.#found.push(tentative);
  }

  /**
   * What was found on the way to an answer (`before`: how much was found by then) and rested on its question rests on what the
   * answer rests on, if on anything. Where the answer is no, all of it is open again.
   */
  #settle(before: number, level: number, isHeld: boolean, restsOn: number): void {
    for (const one of this.#found.splice(before)) {
      this.#tentative.delete(one.key);
      if (!isHeld) continue;
      const now = one.restsOn === level ? restsOn : one.restsOn;
      if (now > level) this.#answered.set(one.key, holds);
      else this.#suppose({ key: one.key, restsOn: now });
    }
  }

  readonly #cases = new WeakMap<Case, Case>();

  /** What nothing else describes may be written more simply. */
  #alone(given: Case): Case {
    const [part, ...others] = given.parts;
    const written = part && others.length === 0 ? closedAlone(part) : undefined;
    if (!written) return given;
    const one = this.#cases.get(given) ?? { ...given, parts: [written] };
    this.#cases.set(given, one);
    return one;
  }

  readonly #known = new Map<string, Demands>();

  #demands(b: Position): Demands {
    const key = keyOf(b);
    const demands = this.#known.get(key) ?? demandsOf(b, this.#to);
    this.#known.set(key, demands);
    return demands;
  }

  #case(given: Case, b: Position): Inclusion {
    const one = this.#alone(given);
    const finite = finiteValues(one);
    if (finite) return this.#values(one, finite, b);
    return all(
      kindsOf(one, this.#from).map((kind) => {
        if (kind === 'null') return this.#values(one, [null], b);
        if (kind === 'boolean') return this.#values(one, [true, false], b);
        return this.#kind(one, kind, this.#demands(b));
      }),
    );
  }

  /** Finitely many values: each is put to the other schema. */
  #values(one: Case, values: readonly Json[], b: Position): Inclusion {
    const judged = values
      .filter((value) => fits(one.parts, value, this.#from) !== 'no')
      .map((value) => ({ value, fit: fits(b, value, this.#to) }));
    return {
      holds: judged.every(({ fit }) => fit === 'yes'),
      gaps: () =>
        judged
          .filter(({ fit }) => fit !== 'yes')
          .map(({ value }) => this.#gap(one, value, b[0]?.pointer, `${shown(value)} is not accepted`)),
      unsure: judged.some(({ fit }) => fit === 'unsure') ? 'whether listed values are accepted' : undefined,
    };
  }

  #kind(one: Case, kind: Kind, demands: Demands): Inclusion {
    const { choices, conditions, exclusions, never, unread } = demands;
    if (never !== undefined) return this.#refused(one, kind, never, 'nothing is accepted here');
    if (unread !== undefined) return { ...unsure(unread), gaps: this.#samples(one, kind, undefined) };
    const [choice] = choices;
    if (choice) return this.#choice(one, kind, demands, choice);
    const excluded = exclusions.find(({ schema }) => !this.#isApart(one, kind, [schema]));
    if (excluded)
      return {
        ...unsure('whether what `not` excludes may come'),
        gaps: this.#samples(one, kind, excluded.schema.pointer),
      };
    const [condition] = conditions;
    if (condition) return this.#condition(one, kind, demands, condition);
    return this.#plain(one, kind, demands.parts);
  }

  /** One of the alternatives must take them all; of `oneOf` no other may take any. */
  #choice(one: Case, kind: Kind, demands: Demands, choice: Demands['choices'][number]): Inclusion {
    const rest = { ...demands, choices: demands.choices.slice(1) };
    const tried: Inclusion[] = [];
    for (const branch of choice.branches) {
      const found = this.#kind(one, kind, joined(rest, this.#demands([branch])));
      tried.push(found);
      if (!found.holds) continue;
      const others = choice.exclusive ? choice.branches.filter((other) => other !== branch) : [];
      const overlap = others.find((other) => !this.#isApart(one, kind, [other]));
      if (!overlap) return holds;
      tried.push({
        ...unsure('whether two alternatives of `oneOf` accept the same value'),
        gaps: this.#samples(one, kind, overlap.pointer),
      });
    }
    const reason = tried.find((attempt) => attempt.unsure)?.unsure;
    return {
      holds: false,
      gaps: once(() => tried.flatMap(({ gaps }) => gaps())),
      unsure: reason ?? 'whether the alternatives together accept everything',
    };
  }

  /** `if` decides for a value which of two holds: both, where it cannot be told for all of them. */
  #condition(one: Case, kind: Kind, demands: Demands, part: Part): Inclusion {
    const rest = { ...demands, conditions: demands.conditions.slice(1) };
    const given = (keyword: string) => {
      const schema = sub(part, keyword);
      return schema ? joined(rest, demandsOf([schema], this.#to)) : rest;
    };
    const condition = sub(part, 'if');
    if (!condition) return this.#kind(one, kind, rest);
    if (this.#isApart(one, kind, [condition])) return this.#kind(one, kind, given('else'));
    const met = this.#kind(one, kind, given('then'));
    // What the condition declares belongs to the values that meet it.
    const always = met.holds && this.#kind(one, kind, demandsOf([condition], this.#to)).holds;
    return always ? holds : all([met, this.#kind(one, kind, given('else'))]);
  }

  #plain(one: Case, kind: Kind, parts: readonly Part[]): Inclusion {
    const target = this.#target(parts);
    if (!kindsOf(target, this.#to).includes(kind))
      return this.#refused(one, kind, parts[0]?.pointer, `a value of type ${kind} is not accepted`);
    const listed = finiteValues(target);
    if (listed) return this.#listed(one, kind, target, listed);
    const question: KindQuestion = {
      one,
      kind,
      parts,
      target,
      from: this.#from,
      to: this.#to,
      isNew: this.#together.isNew === true,
      isAlike: (a, b) => this.#together.isAlike?.(a, b) === true,
      ask: (a, b) => this.position(a, b),
      sample: (a) => relate(a, { kind: 'any', pointer: '' }, this.#from).inside(),
    };
    if (kind === 'object') return objectsWithin(question);
    if (kind === 'array') return arraysWithin(question);
    return kind === 'string' ? stringsWithin(question) : numbersWithin(question);
  }

  readonly #targets = new WeakMap<readonly Part[], Case>();

  #target(parts: readonly Part[]): Case {
    const known = this.#targets.get(parts) ?? { parts, perhaps: [], hazy: undefined };
    this.#targets.set(parts, known);
    return known;
  }

  /** Of what must accept them only listed values are left: no other may come. */
  #listed(one: Case, kind: Kind, target: Case, listed: readonly Json[]): Inclusion {
    const few = fewValues(one, kind, listed);
    if (few) return this.#values(one, few, target.parts);
    return {
      ...unsure('whether only listed values come'),
      gaps: this.#samples(one, kind, target.parts[0]?.pointer),
    };
  }

  #isApart(one: Case, kind: Kind, b: Position): boolean {
    // What stands in place does not close the object that it describes a part of.
    return areApart(one, [kind], this.#from, b, { ...this.#to, closed: false });
  }

  #refused(one: Case, kind: Kind, at: string | undefined, why: string): Inclusion {
    const samples = this.#samples(one, kind, at);
    return { holds: false, gaps: () => samples().map((gap) => ({ ...gap, why })), unsure: undefined };
  }

  #samples(one: Case, kind: Kind, at: string | undefined): () => readonly Gap[] {
    return once(() => {
      const value = relate(one.parts, { ...kindPattern[kind], pointer: '' }, this.#from).inside();
      return value === undefined ? [] : [this.#gap(one, value, at, `${shown(value)} is not accepted`)];
    });
  }

  #gap(one: Case, value: Json, at: string | undefined, why: string): Gap {
    return { value, why, pattern: at ?? '', schema: one.parts.at(-1)?.pointer };
  }
}

const kindPattern = {
  null: { kind: 'type', type: 'null' },
  boolean: { kind: 'type', type: 'boolean' },
  integer: { kind: 'integer' },
  fraction: { kind: 'decimal' },
  string: { kind: 'type', type: 'string' },
  array: { kind: 'type', type: 'array' },
  object: { kind: 'type', type: 'object' },
} as const;

function joined(a: Demands, b: Demands): Demands {
  return {
    parts: [...a.parts, ...b.parts],
    choices: [...a.choices, ...b.choices],
    conditions: [...a.conditions, ...b.conditions],
    exclusions: [...a.exclusions, ...b.exclusions],
    never: a.never ?? b.never,
    unread: a.unread ?? b.unread,
  };
}
