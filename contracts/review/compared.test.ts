import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { acceptanceEntry } from './acceptance-entry.ts';
import { reviewed } from './fixtures/things.ts';
import { fragmentAt } from './fragment.ts';
import type { Review, ReviewedChange } from './review.ts';

function changesOf({ changes }: Review): readonly ReviewedChange[] {
  if (typeof changes === 'string') throw new Error(changes);
  return changes.changes;
}

describe('what changed since the base', () => {
  const changes = changesOf(reviewed({ accepted: 'planned' }));
  const [gone, added, shorter] = changes;

  it('has one entry a cause, the worst first', () => {
    expect(changes.map(({ code, verdict }) => `${verdict} ${code}`)).toEqual([
      'breaking change/response-property-removed',
      'compatible change/operation-added',
      expect.stringMatching(/^compatible change\/response-length/),
    ]);
  });

  it('names the contracts that show it, not those that only call the operation', () => {
    expect(gone?.contracts).toEqual([0]);
    expect(added?.contracts).toEqual([]);
    expect(shorter?.contracts).toEqual([0, 1]);
  });

  it('shows what was and what is, each with its line of documentation', () => {
    expect(gone?.before).toMatchObject({
      fragment: 'owner:\n  type: string\n  description: "Who "',
      documentation: { at: { file: 'docs/thing.md', line: 9 }, text: '|owner|Who has it|' },
    });
    expect(gone?.after).toMatchObject({ fragment: undefined, documentation: undefined });
    expect(shorter?.before?.fragment).toBe('title:\n  type: string');
    expect(shorter?.after?.fragment).toBe('title:\n  type: string\n  maxLength: 100');
    expect(shorter?.after?.documentation?.text).toBe('|title|String |');
  });

  it('leads to operations of the document as it is now', () => {
    expect(gone?.operations).toEqual(['thing_get', 'thing_update']);
    expect(added?.operations).toEqual(['bare_list']);
  });

  it('says why a change is accepted', () => {
    expect(changes.map(({ accepted }) => accepted?.reason)).toEqual([undefined, 'planned', undefined]);
  });

  it('gives the rule of a code with a direction and a verdict', () => {
    for (const { rule } of changes) expect(rule?.why).toBeTruthy();
  });
});

describe('an entry that accepts a change', () => {
  it('is what its reader reads, whatever the pointer holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const pointer = `/paths/${text}`;
        const entry = parse(acceptanceEntry({ code: 'change/operation-removed', pointer }));
        expect(entry).toEqual({
          accept: [{ code: 'change/operation-removed', pointer: `#${pointer}`, reason: 'why it is meant' }],
        });
      }),
    );
  });
});

describe('a fragment of a document', () => {
  const root = {
    paths: { '/a': { get: { security: [{ key: ['x'] }], tags: ['t'] } } },
    schema: { maxLength: 3, enum: ['a', 'b'], items: true },
  };

  it.each([
    ['/paths/~1a/get/security/0', 'key:\n  - x'],
    ['/paths/~1a/get/tags/0', 'get:\n  security:\n    - key:\n        - x\n  tags:\n    - t'],
    ['/schema/maxLength', 'schema:\n  maxLength: 3\n  enum:\n    - a\n    - b\n  items: true'],
    ['/nothing', undefined],
  ])('%s stands with what gives it its sense', (pointer, text) => {
    expect(fragmentAt(root, pointer)).toBe(text);
  });
});
