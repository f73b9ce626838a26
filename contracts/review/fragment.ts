import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { pointerTokens, valueBelow } from '../../generator/model/pointer.ts';
import { writeText } from '../../generator/openapi/write-text.ts';

/** The part of a document that a pointer names, as YAML, under its own key; a keyword with what it belongs to. */
export function fragmentAt(root: JsonObject, pointer: string): string | undefined {
  const tokens = pointerTokens(pointer);
  let value = valueBelow(root, tokens);
  if (value === undefined) return undefined;
  // A bound or a list of values says little without its schema, a single permission little without its list.
  while (tokens.length > 1 && !isObject(value)) {
    const above = valueBelow(root, tokens.slice(0, -1));
    if (above === undefined) break;
    tokens.pop();
    value = above;
  }
  const key = tokens.at(-1);
  const parent = valueBelow(root, tokens.slice(0, -1));
  const shown: Json = key === undefined || isArray(parent) ? value : { [key]: value };
  return isObject(shown) ? writeText(shown, new Map(), 'yaml').trimEnd() : JSON.stringify(shown);
}
