/** A text, or its pieces: as they stand, or as what stands in an earlier text from an offset on. */
export type Packed = string | readonly (string | Copy)[];
type Copy = readonly [text: number, offset: number, length: number];

/** As long as what is looked up; shorter than a copy is to write. */
const key = 16;
const shortest = 28;
/** Offsets that can be found are multiples of it. */
const step = 4;
/** In characters. Beyond, nobody saves time by a smaller file. */
const most = 2_000_000;

/**
 * Texts that repeat much of each other, with what is repeated left out. Not a compression library: their bytes differ from
 * version to version, and these are to be the same ones everywhere.
 */
export function packed(texts: readonly string[]): readonly Packed[] {
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  if (size > most) return texts;
  const known = new Map<string, readonly [text: number, offset: number]>();
  return texts.map((text, i) => {
    const pieces = piecesOf(text, texts, known);
    for (let at = 0; at + key <= text.length; at += step) known.set(text.slice(at, at + key), [i, at]);
    return pieces;
  });
}

function piecesOf(
  text: string,
  texts: readonly string[],
  known: ReadonlyMap<string, readonly [text: number, offset: number]>,
): Packed {
  const pieces: (string | Copy)[] = [];
  let done = 0;
  for (let at = 0; at + key <= text.length; at++) {
    const [source, offset] = known.get(text.slice(at, at + key)) ?? [];
    if (source === undefined || offset === undefined) continue;
    const earlier = texts[source] ?? '';
    let before = 0;
    while (at - before > done && offset > before && text[at - before - 1] === earlier[offset - before - 1])
      before++;
    let length = key;
    while (at + length < text.length && text[at + length] === earlier[offset + length]) length++;
    if (before + length < shortest) continue;
    if (at - before > done) pieces.push(text.slice(done, at - before));
    pieces.push([source, offset - before, before + length]);
    done = at + length;
    at = done - 1;
  }
  if (done === 0) return text;
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}
