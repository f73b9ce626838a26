import { hasWord } from './find-word.ts';
import { languageOf } from './language.ts';

/** What is used of a regular expression. */
export interface TextTest {
  test(text: string): boolean;
  /** Another for another expression: ajv has one test for all that are written the same. */
  toString(): string;
}

/** Texts up to this length are no danger, whatever an expression does with them. */
const shortText = 16;

/**
 * An expression that ends: JavaScript's engine goes back and forth in one such as `^(a+)+$` for as long as there are
 * ways to divide a text, and specs may come from anybody. Where several repetitions without end could do so the text is put
 * to an automaton instead, if there is one. `reading`: how the expression is written for that.
 */
export function safeExpression(source: string, expression: RegExp, reading: 'search' | 'whole'): TextTest {
  const repetitions = source.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  // One alone is dangerous where what it repeats may be read in several ways.
  if (repetitions < 2 && !/\)[*+{]/.test(source)) return expression;
  const language = languageOf(source, { reading });
  if (!language) return expression;
  return {
    toString: () => String(expression),
    test: (text) => (text.length <= shortText ? expression.test(text) : hasWord(language, text)),
  };
}
