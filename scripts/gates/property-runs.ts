/**
 * How property tests run: `npm test` always with the same seed, so that a commit is green or red and not now and then;
 * `npm run test:full` with another seed each time and DOCPACT_RUNS runs. A seed that fails becomes an example.
 */
import fc from 'fast-check';

const runs = process.env['DOCPACT_RUNS'];
fc.configureGlobal({
  ...(process.env['DOCPACT_SEED'] === 'random' ? {} : { seed: 20_170_501 }),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
