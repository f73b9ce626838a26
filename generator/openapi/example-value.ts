import { isArray, isObject, type Json, parsedJson } from '../model/json.ts';
import type { Example } from './api.ts';

/**
 * Examples of a media type as they mean it: where JSON is described that is no text, a text with an object or a list in JSON
 * stands for that (OpenAPI 3.1, 4.8.19: a string may contain the example where it cannot be represented naturally; many write all
 * of them so). `schema`: what describes the value, behind references.
 */
export function meantExamples(
  type: string,
  examples: readonly Example[],
  schema: () => Json | undefined,
): readonly Example[] {
  if (!jsonType.test(type) || !examples.some(({ value }) => isWritten(value))) return examples;
  const said = schema();
  const types = isObject(said) ? [said['type'] ?? []].flat() : [];
  if (types.includes('string')) return examples;
  return examples.map((example) => {
    const value = typeof example.value === 'string' ? parsedJson(example.value) : undefined;
    return isObject(value) || isArray(value) ? { ...example, value } : example;
  });
}

const jsonType = /^application\/(?:[^;]*\+)?json\s*(?:;|$)/i;

function isWritten(value: Json): boolean {
  return typeof value === 'string' && /^\s*[[{]/.test(value);
}
