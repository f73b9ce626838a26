import type { MediaType } from '../openapi/api.ts';

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
