import { expect, it } from 'vitest';
import { defineProblem, type Severity } from '../../generator/model/diagnostic.ts';
import type { Reported } from '../report.ts';
import { reportOf } from './fixtures/report.ts';
import { gitlab } from './gitlab.ts';

const found = (severity: Severity, file: string, line: number): Reported =>
  defineProblem<Record<never, never>>({
    code: 'lint/x',
    severity,
    summary: 'X.',
    message: () => 'a "thing"',
    help: 'Mend it.',
  }).at({ file, line, column: 3 }, {});
const entries = (...diagnostics: readonly Reported[]) => JSON.parse(gitlab.render(reportOf(diagnostics)));

it('says what, where and what to do, in the words of GitLab', () => {
  const diagnostic = found('error', './docs/a.md', 7);
  expect(entries(diagnostic)).toEqual([
    {
      description: 'a "thing"\nMend it.',
      check_name: 'lint/x',
      fingerprint: diagnostic.fingerprint,
      severity: 'major',
      location: { path: 'docs/a.md', lines: { begin: 7 } },
    },
  ]);
  const others = entries(found('warning', 'docs\\a.md', 1), found('info', 'b.md', 1));
  expect(others.map(({ severity }: { severity: string }) => severity)).toEqual(['minor', 'info']);
  expect(others[0].location.path).toBe('docs/a.md');
});

it('tells findings apart that say the same of one file: GitLab shows one of each fingerprint', () => {
  const { fingerprint } = found('error', 'a.md', 1);
  const lines = [1, 5, 9].map((line) => found('error', 'a.md', line));
  expect(entries(...lines).map((entry: { fingerprint: string }) => entry.fingerprint)).toEqual([
    fingerprint,
    `${fingerprint}-2`,
    `${fingerprint}-3`,
  ]);
});

it('leaves out what is accepted, and is an empty list when nothing is found', () => {
  const at = { file: 'docpact.accept.yaml', line: 2, column: 5 };
  expect(entries({ ...found('error', 'a.md', 1), accepted: { reason: 'so', at } })).toEqual([]);
  expect(entries()).toEqual([]);
});
