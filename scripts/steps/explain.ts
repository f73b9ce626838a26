import { areas, compareText, defineProblem } from '../../generator/model/diagnostic.ts';
import { nearest } from '../../generator/model/nearest.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Outcome } from '../command.ts';
import { type Explanation, explanationOf, explanations } from './explanations.ts';

const unknown = defineProblem<{ asked: string; near: string | undefined }>({
  code: 'config/unknown-code',
  severity: 'error',
  summary: 'A code that was to be explained is none of docpact.',
  message: (p) => `docpact has no code ${p.asked}${p.near === undefined ? '' : `; did you mean ${p.near}?`}`,
  help: `docpact explain lists all codes; docpact explain lint those of an area (${areas.join(', ')}).`,
});

/** What codes mean; all or those of an area as a list. Nothing is read or judged. */
export function explainStep(asked: readonly string[]): Outcome {
  const all = explanations();
  if (asked.length === 0) return told(all, listed(all));
  const explained: Explanation[] = [];
  const parts: string[] = [];
  for (const one of asked) {
    const known = explanationOf(one);
    const several = known
      ? [known]
      : all.filter(({ code, check }) => code.startsWith(`${one}/`) || check === one);
    if (several.length === 0) return refused(one, all);
    explained.push(...several);
    parts.push(known ? page(known) : listed(several));
  }
  return told(explained, parts.join('\n\n'));
}

function refused(asked: string, all: readonly Explanation[]): Outcome {
  const near = nearest(asked, [...all.map(({ code }) => code), ...areas]);
  return { diagnostics: [unknown.at(startOf('docpact explain'), { asked, near })], refused: true };
}

function told(codes: readonly Explanation[], text: string): Outcome {
  const data = codes.map(({ code, severity, summary, why, help, example }) => ({
    code,
    severity,
    summary,
    ...(why === undefined ? {} : { why }),
    ...(help === undefined ? {} : { help }),
    ...(example === undefined ? {} : { example }),
  }));
  return { diagnostics: [], text, data: { codes: data } };
}

function page({ code, severity, summary, why, help, example }: Explanation): string {
  return [
    `${code} (${severity})`,
    `  ${summary}`,
    ...(why === undefined ? [] : [`  Why: ${why}`]),
    ...(help === undefined ? [] : [`  → ${help}`]),
    ...(example === undefined || example.length === 0
      ? []
      : ['', '  For example:', ...example.map((line) => `    ${line}`)]),
  ].join('\n');
}

function listed(codes: readonly Explanation[]): string {
  const named = codes
    .filter(({ variant }) => variant === undefined)
    .sort((a, b) => compareText(a.code, b.code));
  const width = Math.max(...named.map(({ code }) => code.length));
  return named
    .map(({ code, severity, summary }) => `${code.padEnd(width)}  ${severity.padEnd(7)}  ${summary}`)
    .join('\n');
}
