import type { BodyType } from './draft.ts';
import { isRaw } from './raw.ts';
import { given, own, plain } from './text.ts';

/**
 * A body of type `multipart/form-data`, with the media types of its parts where the document names them. Lists repeat
 * the part's name; objects travel as JSON (OpenAPI 3.1, 4.8.14.3).
 */
export function multipartBody(type: string, parts?: Readonly<Record<string, string>>): BodyType {
  return {
    type,
    encode(value, headers) {
      // Fetch alone knows the boundary of a form's parts; the caller knows that of what is ready.
      if (isRaw(value)) {
        if (!(value instanceof FormData)) headers.set('Content-Type', type);
        return value;
      }
      const form = new FormData();
      for (const [name, field] of given(Object(value))) {
        const media = own(parts, name);
        for (const item of [field].flat()) {
          if (item === undefined) continue;
          if (item instanceof Blob) form.append(name, item);
          else if (media) form.append(name, new Blob([plain(item)], { type: media }));
          else form.append(name, plain(item));
        }
      }
      return form;
    },
  };
}
