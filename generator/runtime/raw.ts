import type { RawBody } from './draft.ts';

/** Whether a body is ready to be sent, and no value that must be written first. */
export function isRaw(value: unknown): value is RawBody {
  return (
    typeof value === 'string' ||
    ArrayBuffer.isView(value) ||
    [Blob, ArrayBuffer, FormData, URLSearchParams, ReadableStream].some((kind) => value instanceof kind)
  );
}
