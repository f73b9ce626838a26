import { QueryFault } from './fault.ts';

/** A part of an option's value, and where it stands in the whole. */
export interface Clause {
  readonly text: string;
  readonly at: number;
}

/** The parts between separators; those within parentheses and apostrophes do not count. Spaces at the ends are left out. */
export function clausesOf({ text, at }: Clause, separator: ',' | ';'): readonly Clause[] {
  const found: Clause[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text.charAt(i);
    if (c === "'") quoted = !quoted;
    else if (!quoted && c === '(') depth++;
    else if (!quoted && c === ')' && --depth < 0)
      throw new QueryFault("Syntax error: ')' closes nothing", at + i);
    if (i < text.length && (quoted || depth > 0 || c !== separator)) continue;
    found.push(trimmed({ text: text.slice(start, i), at: at + start }));
    start = i + 1;
  }
  if (quoted) throw new QueryFault('Syntax error: unterminated string literal', at + text.lastIndexOf("'"));
  if (depth > 0) throw new QueryFault("Syntax error: a '(' is not closed", at + text.length);
  return found;
}

export function trimmed({ text, at }: Clause): Clause {
  return { text: text.trim(), at: at + text.length - text.trimStart().length };
}

/** `name(…)` → the name, and what stands between the parentheses; undefined without them. */
export function splitParentheses({ text, at }: Clause): {
  readonly name: Clause;
  readonly inner: Clause | undefined;
} {
  const open = text.indexOf('(');
  if (open === -1) return { name: { text, at }, inner: undefined };
  if (!text.endsWith(')')) throw new QueryFault("Syntax error: ')' is expected at the end", at + text.length);
  const name = { text: text.slice(0, open).trimEnd(), at };
  return { name, inner: { text: text.slice(open + 1, -1), at: at + open + 1 } };
}
