import type { Schema } from './api.ts';
import { numbersOf, ownKeyword } from './schema-walk.ts';

interface Bound {
  readonly at: number;
  readonly open: boolean;
}

/** The number nearest to zero that all parts allow, where there is a simple one. */
export function sampleNumber(parts: readonly Schema[], integer: boolean): number {
  const low = tightest(parts, 'minimum', 'exclusiveMinimum', 1);
  const high = tightest(parts, 'maximum', 'exclusiveMaximum', -1);
  const within = (value: number) =>
    (low.open ? value > low.at : value >= low.at) && (high.open ? value < high.at : value <= high.at);
  if (within(0)) return 0;
  const step = numbersOf(parts, 'multipleOf').find((value) => value > 0) ?? (integer ? 1 : undefined);
  const edge = low.at > 0 || low.open ? low : high;
  const inward = edge === low ? 1 : -1;
  if (step !== undefined) return onGrid(edge, step, inward);
  if (within(edge.at)) return edge.at;
  return within(edge.at + inward) ? edge.at + inward : (low.at + high.at) / 2;
}

function onGrid(edge: Bound, step: number, inward: 1 | -1): number {
  const count = inward > 0 ? Math.ceil(edge.at / step) : Math.floor(edge.at / step);
  const reached = edge.open && count * step === edge.at ? count + inward : count;
  // 3 * 0.1 is not 0.3.
  return Number((reached * step).toPrecision(15));
}

/** OpenAPI 3.0 writes an open bound as a flag beside it, 3.1 as a keyword of its own. */
function tightest(parts: readonly Schema[], closed: string, exclusive: string, inward: 1 | -1): Bound {
  let found: Bound = { at: -inward * Infinity, open: false };
  for (const part of parts) {
    const [bound, open] = [ownKeyword(part, closed), ownKeyword(part, exclusive)];
    const own: Bound[] = [];
    if (typeof bound === 'number') own.push({ at: bound, open: open === true });
    if (typeof open === 'number') own.push({ at: open, open: true });
    for (const one of own) if ((one.at - found.at) * inward >= 0) found = one;
  }
  return found;
}
