import { anyText, type Expression } from './expression.ts';

/**
 * Takes the anchors out: the result accepts exactly the strings in which the expression is found (`search`) or which it matches
 * as a whole. Undefined where an anchor is repeated, or where a start stands behind what may be nothing but an end.
 */
export function wholeString(expression: Expression, search: boolean): Expression | undefined {
  const fromStart = withoutStart(expression, search);
  // An end is a start that is read backwards.
  const toEnd = fromStart && withoutStart(backwards(fromStart), search);
  return toEnd && backwards(toEnd);
}

function withoutStart(expression: Expression, search: boolean): Expression | undefined {
  if (!hasStart(expression)) return search ? sequence([anyText, expression]) : expression;
  const first = resolved(expression, true);
  if (!first || !search) return first;
  const later = resolved(expression, false);
  return later && choice([first, sequence([notEmpty(anyText), later])]);
}

/** What the expression matches where nothing stands before it (`atStart`), or something. */
function resolved(expression: Expression, atStart: boolean): Expression | undefined {
  if (!hasStart(expression)) return expression;
  switch (expression.kind) {
    case 'choice': {
      const of = expression.of.map((one) => resolved(one, atStart));
      return of.every((one) => one !== undefined) ? choice(of) : undefined;
    }
    case 'sequence':
      return resolvedSequence(expression.of, atStart);
    case 'repeat': {
      if (expression.max !== 1) return undefined;
      const once = resolved(expression.of, atStart);
      return once && (expression.min === 1 ? once : choice([empty, once]));
    }
    default:
      return atStart ? empty : nothing;
  }
}

function resolvedSequence(parts: readonly Expression[], atStart: boolean): Expression | undefined {
  const [part, ...rest] = parts;
  if (!part) return empty;
  const first = resolved(part, atStart);
  if (!first) return undefined;
  if (!rest.some(hasStart)) return sequence([first, ...rest]);
  if (rest.length > mostParts) return undefined;
  const later = resolvedSequence(rest, false);
  if (!later) return undefined;
  if (!atStart || !isNullable(first)) return sequence([first, later]);
  if (hasEnd(first)) return undefined;
  // It may be nothing: what follows then stands at the start, too.
  const near = resolvedSequence(rest, true);
  return near && choice([near, sequence([notEmpty(first), later])]);
}

/** Of a sequence with an anchor in it. Each part calls for the next, and a pattern may come from anybody. */
const mostParts = 300;

const empty: Expression = { kind: 'sequence', of: [] };
/** Matches no string at all. */
const nothing: Expression = { kind: 'set', intervals: [] };

function isNothing(expression: Expression): boolean {
  return expression.kind === 'set' && expression.intervals.length === 0;
}

function sequence(parts: readonly Expression[]): Expression {
  if (parts.some(isNothing)) return nothing;
  const of = parts.flatMap((part) => (part.kind === 'sequence' ? part.of : [part]));
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'sequence', of };
}

function choice(parts: readonly Expression[]): Expression {
  const of = parts.filter((part) => !isNothing(part));
  const [only] = of;
  if (!only) return nothing;
  return of.length === 1 ? only : { kind: 'choice', of };
}

/** The same without the empty text; of an expression without anchors. */
function notEmpty(expression: Expression): Expression {
  if (!isNullable(expression)) return expression;
  switch (expression.kind) {
    case 'choice':
      return choice(expression.of.map(notEmpty));
    case 'sequence':
      return choice(
        expression.of.map((part, i) => sequence([notEmpty(part), ...expression.of.slice(i + 1)])),
      );
    case 'repeat':
      if (expression.max === 0) return nothing;
      return { kind: 'repeat', of: notEmpty(expression.of), min: 1, max: expression.max };
    default:
      return nothing;
  }
}

/** Whether the empty text may be all that it matches; an anchor matches nothing else. */
function isNullable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'set':
      return false;
    case 'choice':
      return expression.of.some(isNullable);
    case 'sequence':
      return expression.of.every(isNullable);
    case 'repeat':
      return expression.min === 0 || isNullable(expression.of);
    default:
      return true;
  }
}

function hasStart(expression: Expression): boolean {
  return has('start', expression);
}

function hasEnd(expression: Expression): boolean {
  return has('end', expression);
}

function has(anchor: 'start' | 'end', expression: Expression): boolean {
  if (expression.kind === 'repeat') return has(anchor, expression.of);
  if (expression.kind === 'sequence' || expression.kind === 'choice')
    return expression.of.some((part) => has(anchor, part));
  return expression.kind === anchor;
}

/** What matches the same texts read from their ends. */
function backwards(expression: Expression): Expression {
  switch (expression.kind) {
    case 'sequence':
      return { kind: 'sequence', of: expression.of.map(backwards).reverse() };
    case 'choice':
      return { kind: 'choice', of: expression.of.map(backwards) };
    case 'repeat':
      return { ...expression, of: backwards(expression.of) };
    case 'start':
      return { kind: 'end' };
    case 'end':
      return { kind: 'start' };
    default:
      return expression;
  }
}
