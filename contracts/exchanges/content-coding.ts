import type * as Zlib from 'node:zlib';
import { library } from '../../generator/model/library.ts';

/** It brings Node's streams, and most calls have nothing to decode. */
const zlib = library<typeof Zlib>('node:zlib');

/** No more than a body may hold: what is small on its way may be endless. */
const largestBody = 64 * 1024 * 1024;

/**
 * Bytes without their content coding (RFC 9110, section 8.4); undefined where that is not known, or they are not what they
 * say, or too large: then nothing is known of them.
 */
export function decoded(
  bytes: Uint8Array,
  coding = 'identity',
  maxOutputLength = largestBody,
): Uint8Array | undefined {
  try {
    switch (coding.trim().toLowerCase()) {
      case 'identity':
        return bytes;
      case 'gzip':
      case 'x-gzip':
        return zlib().gunzipSync(bytes, { maxOutputLength });
      case 'deflate':
        return zlib().inflateSync(bytes, { maxOutputLength });
      case 'br':
        return zlib().brotliDecompressSync(bytes, { maxOutputLength });
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
