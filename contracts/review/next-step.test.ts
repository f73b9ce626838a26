import { describe, expect, it } from 'vitest';
import { element } from '../../generator/model/printers/html.ts';
import { reviewed } from './fixtures/things.ts';
import { Ids } from './ids.ts';
import { nextStep } from './next-step.ts';
import { Places } from './places.ts';
import type { Review, ReviewedChange } from './review.ts';

function said(review: Review): string {
  const parts = { places: new Places(review), ids: new Ids(review.api.operations) };
  return element('p', {}, nextStep(review, parts)).html.replace(/<[^>]*>/g, '');
}

function withChanges(review: Review, made: (change: ReviewedChange) => ReviewedChange): Review {
  if (typeof review.changes === 'string') throw new Error(review.changes);
  return { ...review, changes: { ...review.changes, changes: review.changes.changes.map(made) } };
}

describe('the next step', () => {
  const whole = reviewed();
  const quiet: Review = { ...whole, changes: 'nothing compared' };
  const held = quiet.contracts.map((contract) => ({ ...contract, verdict: 'guaranteed' as const }));
  const pinned = whole.api.operations.map(({ id }) => ({ ...whole.contracts[0], operation: id }));

  it('is about what breaks and nobody has accepted', () => {
    expect(said(whole)).toMatch(/^Next step: thing: owner is gone /);
    const accepted = withChanges(whole, (change) => ({ ...change, accepted: { reason: 'meant' } }));
    expect(said(accepted)).toMatch(/^Next step: reads the owner {2}cannot be met by the spec/);
  });

  it('is then about what nobody could decide', () => {
    const open = withChanges({ ...whole, contracts: held }, (change) => ({
      ...change,
      verdict: 'undecided',
      reason: 'too deep',
      contracts: [],
    }));
    expect(said(open)).toBe(
      'Next step: decide whether this breaks anybody: thing: owner is gone (too deep).',
    );
    const contracts = [{ ...held[0], verdict: 'undecided' }] as Review['contracts'];
    expect(said({ ...quiet, contracts })).toBe('Next step: read why reads the owner  could not be decided.');
  });

  it('is then about documentation that contradicts itself, and about what nothing would notice', () => {
    const findings = whole.findings.map((finding) => ({ ...finding, severity: 'error' as const }));
    expect(said({ ...quiet, contracts: held, findings })).toBe(
      'Next step: mend the documentation at docs/thing.md:11:1: it says create . A wording is suggested.',
    );
    expect(said({ ...quiet, contracts: held })).toBe(
      'Next step: write a contract for GET /bare: nobody would notice what breaks there.',
    );
  });

  it('ends with advice, or with nothing', () => {
    const contracts = pinned.map((one) => ({ ...one, verdict: 'guaranteed' })) as Review['contracts'];
    expect(said({ ...quiet, contracts })).toBe('Next step: look at 1 finding on the documentation.');
    expect(said({ ...quiet, contracts, findings: [] })).toBe(
      'Nothing to do: every operation is pinned by a contract that holds.',
    );
  });
});
