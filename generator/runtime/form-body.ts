import type { BodyType } from './draft.ts';
import { isRaw } from './raw.ts';
import { type Style, writer } from './styled.ts';
import { form, given, isObject } from './text.ts';

/** A body of type `application/x-www-form-urlencoded`, with the styles of its fields where the document names them. */
export function formBody(type: string, styles: Readonly<Record<string, Style>> = {}): BodyType {
  const own = writer(styles, 'form', true);
  // Objects are JSON where the document names no style (OpenAPI 3.1.1, 4.8.15).
  const text = (value: unknown) => (isObject(value) && !Array.isArray(value) ? JSON.stringify(value) : value);
  return {
    type,
    encode(value, headers, lists) {
      headers.set('Content-Type', type);
      if (isRaw(value)) return value;
      return given(Object(value))
        .map(([name, field]) => own(name, field, lists) ?? form(name, text(field)))
        .filter((pair) => pair !== '')
        .join('&');
    },
  };
}
