import type { Json } from '../../generator/model/json.ts';

/** `"a" alone`, `"a" or "b"`, `"a", "b", "c" and others`. */
export function listText(values: readonly Json[]): string {
  const [first, ...others] = values.slice(0, 3).map(shown);
  if (first === undefined) return 'nothing';
  if (others.length === 0) return `${first} alone`;
  if (values.length > 3) return `${[first, ...others].join(', ')} and others`;
  return `${[first, ...others.slice(0, -1)].join(', ')} or ${others.at(-1)}`;
}

/** A value in words for messages, shortened where it is long. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
