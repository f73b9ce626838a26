import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lazy } from './lazy.ts';
import { type Packed, packed } from './packed.ts';

/** As the page's script does it. */
function unpacked(parts: readonly Packed[]): string[] {
  const made: string[] = [];
  for (const part of parts)
    made.push(
      typeof part === 'string'
        ? part
        : part
            .map((piece) =>
              typeof piece === 'string' ? piece : (made[piece[0]] ?? '').substr(piece[1], piece[2]),
            )
            .join(''),
    );
  return made;
}

describe('what a large page keeps for later', () => {
  it('comes out as it went in', () => {
    const chunk = fc.constantFrom(
      '<li id="op-thing">',
      'a long text that comes again and again ',
      'x',
      '\u2028',
    );
    const text = fc.array(chunk, { maxLength: 40 }).map((chunks) => chunks.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.string({ unit: 'binary' })), { maxLength: 12 }), (texts) => {
        expect(unpacked(packed(texts))).toEqual(texts);
      }),
    );
  });

  it('says once what is said twice', () => {
    const long = Array.from({ length: 60 }, (_, i) => `line ${i * i}`).join('\n');
    const [first, second] = packed([`one ${long}`, `two ${long} end`]);
    expect(first).toBe(`one ${long}`);
    expect(second).toEqual(['two', [0, 3, long.length + 1], ' end']);
  });

  it('can neither end its block nor begin another one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('</', 'script', 'SCRIPT', '<', '!--', '>', '-->')), (chunks) => {
        const lazy = new Lazy(true);
        lazy.details({}, 'x', () => ({ html: chunks.join('') }));
        const html = lazy.block()?.html ?? '';
        const inner = html.slice(html.indexOf('>') + 1, html.lastIndexOf('</script>'));
        expect(inner).not.toMatch(/<!--|<\/?script/i);
        expect(JSON.parse(inner)).toEqual([chunks.join('')]);
      }),
    );
  });

  it('keeps what several places share once, even if it holds itself', () => {
    const lazy = new Lazy(true);
    const body = (): ReturnType<Lazy['shared']> => lazy.shared('thing', {}, 'members', body);
    expect(body().html).toBe('<details data-part="0"><summary>members</summary></details>');
    expect(lazy.block()?.html).toContain('data-part=\\"0\\"');
  });
});
