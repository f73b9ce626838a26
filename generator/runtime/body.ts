import type { BodyType, Lists, RawBody } from './draft.ts';

/** The body as fetch takes it; sets Content-Type where fetch would not set the right one by itself. */
export function encodeBody(
  media: string | BodyType,
  value: unknown,
  headers: Headers,
  lists: Lists | undefined,
): RawBody {
  if (typeof media === 'object') return media.encode(value, headers, lists);
  if (!media.includes('*')) headers.set('Content-Type', media);
  // The types of an operation let nothing else through.
  return isJson(media) ? JSON.stringify(value) : (value as RawBody);
}

/** `application/json`, any `+json` suffix (RFC 6839), and JSON text sequences left aside. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}
