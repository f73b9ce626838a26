import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { benches } from './benches.ts';
import { benchmarksPage, type Results, type Section } from './benchmarks-page.ts';
import { type Figure, isMet } from './figures.ts';
import { pinned } from './scratch.ts';

const figure: Figure = { what: 'a thing', measured: '3 s', beside: 'other 2 s', value: 1.5, unit: 'times' };
const section: Section = {
  docpact: '1.0.0 (abc)',
  node: 'v20',
  machine: 'a machine',
  load: { before: 0.1, after: 1 },
  quick: false,
  packages: { oazapfts: '7.5.0' },
  figures: [
    figure,
    { ...figure, what: 'kept', atMost: 2 },
    { ...figure, what: 'broken', atMost: 1, missed: 'it is slow.' },
    { ...figure, what: 'broken too', atLeast: 2, missed: 'it is slow.' },
  ],
};
const [{ name } = { name: '' }, { name: second } = { name: '' }] = benches;

it('holds what was measured against its bar, from both sides', () => {
  expect(section.figures.map(isMet)).toEqual([undefined, true, false, false]);
  expect(isMet({ ...figure, atLeast: 1.5, atMost: 1.5 })).toBe(true);
});

it('says what is met, and once why others are not', () => {
  const page = benchmarksPage({ [name]: section });
  expect(page).toContain(`\n## ${name}\n`);
  expect(page).toContain('Of 3 bars 1 are met');
  expect(page).toContain(
    'docpact 1.0.0 (abc), Node.js v20, a machine; load 0.1 before, 1 after. With oazapfts 7.5.0.',
  );
  expect(page).toContain('| a thing | 3 s | other 2 s | 1.50 times |  |  |\n');
  expect(page).toContain('| kept | 3 s | other 2 s | 1.50 times | at most 2 times | met |\n');
  expect(page).toContain('| broken too | 3 s | other 2 s | 1.50 times | at least 2 times | **missed** |\n');
  expect(page).toContain('\n- Missed: broken; broken too. It is slow.\n');
});

it('counts no quick run, and says that it is one', () => {
  expect(benchmarksPage({ [second]: { ...section, quick: true } })).toContain('There was no whole run yet');
  const page = benchmarksPage({ [second]: { ...section, quick: true }, [name]: section });
  expect(page).toContain('Of 3 bars 1 are met');
  expect(page.match(/A quick run/g)).toHaveLength(1);
});

it('is of benches that are there, beside versions that are pinned', () => {
  const results: Results = JSON.parse(readFileSync('scripts/bench/results.json', 'utf8'));
  const names = benches.map((bench) => bench.name);
  expect(names.filter((one) => !existsSync(`scripts/bench/${one}.ts`))).toEqual([]);
  expect(Object.keys(results).filter((one) => !names.includes(one))).toEqual([]);
  for (const { packages } of Object.values(results)) expect(pinned).toMatchObject(packages);
});
