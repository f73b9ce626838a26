import { describe, expect, it } from 'vitest';
import { familiesOf } from './families.ts';
import { reviewed } from './fixtures/things.ts';
import type { ReviewedChange } from './review.ts';
import { reviewPage } from './review-page.ts';

const review = reviewed();
if (typeof review.changes === 'string') throw new Error(review.changes);
const { changes } = review;
const [sample] = changes.changes;
if (!sample) throw new Error('the fixture has no change');

/** A change of a member of a schema, as the page gets it. */
function change(schema: string, rest: string, more: Partial<ReviewedChange> = {}): ReviewedChange {
  const side = {
    place: { file: 'openapi.yaml', line: 1, column: 1 },
    pointer: `/components/schemas/${schema}/properties/size`,
    fragment: undefined,
    documentation: undefined,
  };
  const { accepted: _accepted, ...standing } = sample as ReviewedChange;
  return {
    ...standing,
    code: 'change/response-property-removed',
    verdict: 'breaking',
    message: `${schema.slice(schema.lastIndexOf('.') + 1)}${rest}`,
    before: side,
    after: undefined,
    reach: { operations: [`GET /${schema}`], ids: [schema], parts: ['response 200'] },
    contracts: [],
    ...more,
  };
}

const said = (...all: ReviewedChange[]) =>
  familiesOf(all.map((one, index) => ({ change: one, index }))).map(({ first, members, views }) => [
    first.change.message,
    members.length,
    ...views,
  ]);

describe('what is said of several views of one thing', () => {
  it('is one family, named by the thing itself, in the order of the first', () => {
    const request = { code: 'change/request-property-removed' } as const;
    expect(
      said(
        change('ns.thingCreate', ': size is gone', request),
        change('other', ': size is gone'),
        change('ns.thingUpdate', ': size is gone', request),
        change('ns.thing', ': size is gone'),
      ),
    ).toEqual([
      ['thing: size is gone', 3, 'thing', 'thingCreate', 'thingUpdate'],
      ['other: size is gone', 1],
    ]);
  });

  it.each<[string, ReviewedChange]>([
    ['of another member', change('thing', ': width is gone')],
    ['of another thing that begins alike', change('thingSettings', ': size is gone')],
    ['another verdict', change('thing', ': size is gone', { verdict: 'compatible' })],
    ['another check', change('thing', ': size is gone', { code: 'change/response-schema-type' })],
    ['accepted', change('thing', ': size is gone', { accepted: { reason: 'so be it' } })],
    ['of no schema with a name', change('thing', ': size is gone', { before: undefined })],
  ])('is not what is %s', (_, other) => {
    expect(said(change('thingCreate', ': size is gone'), other)).toHaveLength(2);
  });
});

describe('the page', () => {
  it('has one row for a family, with all that it touches, and a row for each within', () => {
    const family = [
      change('thing', ': size is gone', { contracts: [1] }),
      change('thingCreate', ': size is gone', { contracts: [0, 1] }),
      change('thingUpdate', ': size is gone'),
    ];
    const html = reviewPage({ ...review, changes: { ...changes, changes: family } });
    expect(html).toContain('Breaking (3 in 1 row)');
    const [summary = ''] = html.split('class="change family breaking"')[1]?.split('</summary>') ?? [];
    const words = summary.replace(/<[^>]*>/g, '');
    expect(words).toContain('thing: size is gone, also in thingCreate and thingUpdate');
    expect(words).toMatch(/touches 3 operations \(response 200\); shown by 2 contracts /);
    for (const n of [1, 2, 3]) expect(html).toContain(`id="change-${n}"`);
  });
});
