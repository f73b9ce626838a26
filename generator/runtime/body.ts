import type { RawBody } from './descriptor.ts';
import { queryString } from './query.ts';

/** The body as fetch takes it; sets Content-Type where fetch would not set the right one by itself. */
export function encodeBody(type: string | undefined, value: unknown, headers: Headers): RawBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof FormData) return value; // fetch alone knows the boundary
  if (type !== undefined && !type.includes('*')) headers.set('Content-Type', type);
  if (type !== undefined && isJson(type)) return JSON.stringify(value);
  if (isRaw(value)) return value;
  if (type?.startsWith('application/x-www-form-urlencoded')) return queryString(record(value)).slice(1);
  if (type?.startsWith('multipart/')) {
    headers.delete('Content-Type');
    return formData(record(value));
  }
  return JSON.stringify(value);
}

/** `application/json`, any `+json` suffix (RFC 6839), and JSON text sequences left aside. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(type);
}

function isRaw(value: unknown): value is Exclude<RawBody, FormData> {
  return (
    typeof value === 'string' ||
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    value instanceof Uint8Array ||
    value instanceof URLSearchParams ||
    value instanceof ReadableStream
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Lists repeat the part's name; objects travel as JSON (OpenAPI 3.1, 4.8.14.3). */
function formData(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined) continue;
      if (item instanceof Blob) form.append(name, item);
      else form.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
    }
  }
  return form;
}
