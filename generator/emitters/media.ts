import { isObject } from '../model/json.ts';
import type { MediaType, Schema } from '../openapi/api.ts';

/** How the runtime treats a body of a media type. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'text' | 'binary';

export function bodyKind(type: string): BodyKind {
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/[/+]json$/.test(essence)) return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence.startsWith('multipart/')) return 'multipart';
  return /^text\/|[/+](xml|yaml)$/.test(essence) ? 'text' : 'binary';
}

const preference: readonly BodyKind[] = ['json', 'form', 'multipart', 'text', 'binary'];

/** The one of several media types that a generated call sends: JSON where there is a choice. */
export function preferred(content: readonly MediaType[]): MediaType | undefined {
  for (const kind of preference) {
    const found = content.find((media) => bodyKind(media.type) === kind);
    if (found) return found;
  }
  return undefined;
}

/**
 * The media type that a generated call sends a body as. A range that covers JSON names none: values with a structure
 * are sent as JSON under it, whatever else is the caller's (bytes, with a `Content-Type` of theirs).
 */
export function sent(content: readonly MediaType[]): MediaType | undefined {
  return preferred(
    content.map((media) =>
      /^(\*|application)\/\*\s*(;|$)/i.test(media.type) && isStructured(media.schema)
        ? { ...media, type: 'application/json' }
        : media,
    ),
  );
}

/** Whether a schema speaks of more than a text: what has a name of its own does, as far as anybody looks here. */
export function isStructured(schema: Schema | undefined): boolean {
  if (!schema || !isObject(schema.json)) return false;
  const { json } = schema;
  const types = [json['type'] ?? []].flat();
  if (types.includes('string')) return false;
  return types.length > 0 || structures.some((keyword) => json[keyword] !== undefined);
}

const structures = [
  '$ref',
  'properties',
  'additionalProperties',
  'items',
  'prefixItems',
  'allOf',
  'anyOf',
  'oneOf',
];
