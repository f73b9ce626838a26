import { essence } from './record.ts';

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The first of `offered` that an `Accept` field takes, by its qualities; `undefined`: none (406). An absent field
 * takes everything (RFC 9110, 12.5.1). A malformed range matches nothing rather than failing the request.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(rangeOf);
  let best: { type: string; quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(essence(type), ranges);
    if (quality > 0 && quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type;
}

function rangeOf(text: string): Range {
  const quality = /;\s*q\s*=\s*([\d.]+)/i.exec(text)?.[1];
  return { type: essence(text), quality: quality === undefined ? 1 : Number(quality) };
}

/** The most specific range decides, also when it says `q=0`. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const wanted of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const range = ranges.find((candidate) => covers(candidate.type, wanted));
    if (range) return range.quality;
  }
  return 0;
}

/** An offered range (`text/*` in a spec) is taken by any concrete type below it. */
function covers(range: string, offered: string): boolean {
  if (range === offered) return true;
  return offered.endsWith('/*') && offered !== '*/*' && range.startsWith(offered.slice(0, -1));
}
