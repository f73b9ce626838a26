import { isArray, type Json } from '../../generator/model/json.ts';
import type { Outcome } from '../command.ts';

/** The outcomes of several APIs as one: lists of the same name are joined, what is no list is listed. */
export function joined(outcomes: readonly Outcome[]): Outcome {
  const [only] = outcomes;
  if (only && outcomes.length === 1) return only;
  const texts = outcomes.flatMap(({ text }) => (text === undefined || text === '' ? [] : [text]));
  const documents = outcomes.flatMap(({ document }) => document ?? []);
  const secrets = outcomes.flatMap((outcome) => outcome.secrets ?? []);
  const data: Record<string, Json[]> = {};
  for (const outcome of outcomes) {
    for (const [key, value] of Object.entries(outcome.data ?? {})) {
      data[key] = [...(data[key] ?? []), ...(isArray(value) ? value : [value])];
    }
  }
  return {
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
    refused: outcomes.some(({ refused }) => refused === true),
    ...(texts.length === 0 ? {} : { text: texts.join('\n\n') }),
    ...(secrets.length === 0 ? {} : { secrets }),
    ...(documents.length === 0 ? {} : { document: documents.join('---\n') }),
    data,
  };
}
