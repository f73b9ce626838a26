import { compareText } from '../../generator/model/diagnostic.ts';
import { isObject, type Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import type { Kind } from '../../generator/openapi/kinds.ts';
import type { Case, Part, Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import type { Gap } from './relation.ts';

/** Whether all values of one schema are values of another: `holds` is a proof, false means "not proved". */
export interface Inclusion {
  readonly holds: boolean;
  /**
   * Likely values of the first that the second refuses, to be confirmed by validators; `pattern` is a place of the second
   * schema, `schema` one of the first. Made when somebody asks: of most nobody does.
   */
  readonly gaps: () => readonly Gap[];
  /** Why it is not proved, where that is for want of understanding. */
  readonly unsure: string | undefined;
}

export const noGaps = (): readonly Gap[] => [];

export const holds: Inclusion = { holds: true, gaps: noGaps, unsure: undefined };

/** What is asked of the values of one kind, by the file of that kind. */
export interface KindQuestion {
  /** Where the values come from. */
  readonly one: Case;
  readonly kind: Kind;
  /** What must accept them: all of these. */
  readonly parts: readonly Part[];
  readonly target: Case;
  readonly from: World;
  readonly to: World;
  /** Whether two positions are known to say the same. */
  readonly isAlike: (a: Position, b: Position) => boolean;
  /** A name that the accepting side alone describes does not come. */
  readonly isNew: boolean;
  /** The same question of inner positions. */
  readonly ask: (a: Position, b: Position) => Inclusion;
  /** A value of an inner position of the first. */
  readonly sample: (a: Position) => Json | undefined;
}

const maxGaps = 12;

export function unsure(reason: string): Inclusion {
  return { holds: false, gaps: noGaps, unsure: reason };
}

/** All must hold. */
export function all(inclusions: readonly Inclusion[]): Inclusion {
  if (inclusions.every((one) => one.holds)) return holds;
  return {
    holds: false,
    gaps: once(() => inclusions.flatMap(({ gaps }) => gaps()).slice(0, maxGaps)),
    unsure: inclusions.find((one) => one.unsure !== undefined)?.unsure,
  };
}

/** The gaps of an inner position with their values put into larger ones. */
export function gapsWithin(inner: Inclusion, wrap: (value: Json) => Json | undefined): () => readonly Gap[] {
  return once(() =>
    inner.gaps().flatMap((gap) => {
      const value = wrap(gap.value);
      return value === undefined ? [] : [{ ...gap, value }];
    }),
  );
}

/** Whether two keywords say the same, in schemas that refer to nothing. */
export function saysAlike(a: readonly Part[], part: Part, keyword: string): boolean {
  const text = canonical(part.json[keyword]);
  return !text.includes('"$ref"') && a.some(({ json }) => canonical(json[keyword]) === text);
}

/** The order of members says nothing. */
function canonical(value: Json | undefined): string {
  const sorted = (_: string, inner: Json) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b))) : inner;
  return JSON.stringify(value, sorted) ?? '';
}
