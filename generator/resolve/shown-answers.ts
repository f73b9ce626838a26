import { isArray, isObject, type Json, member } from '../model/json.ts';

/** Whether a body is a list: an array under `value` with nothing but annotations beside it. */
export function showsList(json: Json | undefined): boolean | undefined {
  if (isArray(json)) return true;
  if (!isObject(json)) return undefined;
  return (
    isArray(member(json, 'value')) && Object.keys(json).every((key) => key === 'value' || key.includes('@'))
  );
}

/** What alone stands under `value`, with nothing but annotations beside it, where it is no object. */
export function simpleShown(json: Json | undefined): Json | undefined {
  if (!isObject(json) || !Object.keys(json).every((key) => key === 'value' || key.includes('@')))
    return undefined;
  const { value } = json;
  const [first] = isArray(value) ? value : [value];
  return first === undefined || first === null || typeof first === 'object' ? undefined : value;
}

/** A list of objects. */
export function showsEntities(json: Json | undefined): boolean {
  const items = member(json, 'value');
  return isArray(items) && items.length > 0 && items.every(isObject);
}
