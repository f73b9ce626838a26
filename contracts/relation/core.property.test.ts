import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, startCore } from '../pact/fixtures/core.ts';
import { bodyMatch } from '../pact/fixtures/verdicts.ts';
import { interactionOf, type RandomPair, randomPair } from './fixtures/pact-random.ts';

/**
 * Our reader and matcher against the Pact core's: patterns as matching rules of a pact file, values near its example.
 * Where we know, we say what the core says; where the core's reading is nobody's contract, we say that we do not know.
 * DOCPACT_RUNS raises the number of pairs.
 */
const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 600);
const versions = ['2.0.0', '3.0.0', '4.0'] as const;
const chunk = 500;

describe('the matcher against the Pact core', () => {
  let core: Core;
  beforeAll(() => {
    core = startCore();
  });
  afterAll(() => core.stop());

  it('says of random patterns and values what the core says', async () => {
    const pairs = fc.sample(randomPair, numRuns);
    const counted = { accepted: 0, refused: 0, unknown: 0 };
    const differences: string[] = [];
    for (const version of versions) {
      const own = pairs.filter((pair) => pair.version === version);
      for (let start = 0; start < own.length; start += chunk) {
        for (const [pair, passed, why] of await judged(core, version, own.slice(start, start + chunk))) {
          const match = bodyMatch(version, interactionOf(pair), pair.value);
          if (match === undefined) counted.unknown++;
          else if (match === passed) counted[match ? 'accepted' : 'refused']++;
          else differences.push(`we say ${match}, the core ${passed} (${why}): ${JSON.stringify(pair)}`);
        }
      }
    }
    expect(differences).toEqual([]);
    expect(counted.accepted).toBeGreaterThan(numRuns / 5);
    expect(counted.refused).toBeGreaterThan(numRuns / 5);
    // Of few pairs a share says little.
    if (numRuns >= 300) expect(counted.unknown).toBeLessThan(numRuns / 7);
    if (process.env['DOCPACT_RUNS']) process.stdout.write(`${JSON.stringify(counted)}\n`);
  });
});

async function judged(core: Core, version: string, pairs: readonly RandomPair[]) {
  const judgements = await core.answers(
    version,
    pairs.map((pair) => ({
      interaction: interactionOf(pair),
      answer: {
        status: 200,
        headers: [['content-type', 'application/json']],
        body: JSON.stringify(pair.value),
      },
    })),
  );
  return pairs.map((pair, i) => [pair, judgements[i]?.passed, judgements[i]?.why.join('; ')] as const);
}
