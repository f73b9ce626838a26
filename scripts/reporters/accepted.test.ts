import { describe, expect, it } from 'vitest';
import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Reported, Reporter } from '../report.ts';
import { reportOf } from './fixtures/report.ts';
import { github, json, junit, markdown, patch, sarif, text } from './index.ts';

const problem = defineProblem<{ said: string }>({
  code: 'lint/x',
  severity: 'error',
  summary: 'X.',
  message: (p) => p.said,
  help: 'Mend it.',
});
const place = (line: number) => ({ ...startOf('a.md'), line });
const suggestion = { at: { ...place(1), endLine: 1, endColumn: 2 }, replacement: 'b' };
const accepted = {
  reason: 'The *service* says so.',
  expires: '2026-12-31',
  at: { file: 'docpact.accept.yaml', line: 2, column: 5, pointer: '/accept/0' },
};
const looked: Reported = { ...problem.at(place(1), { said: 'looked at' }), suggestion, accepted };
const open: Reported = problem.at(place(2), { said: 'open' });

const render = (reporter: Reporter, diagnostics: readonly Reported[] = [looked, open]) =>
  reporter.render(reportOf(diagnostics, { command: 'lint', data: {}, source: () => 'a\n' }));

describe('what is accepted', () => {
  it('is counted in text, not shown', () => {
    const shown = render(text);
    expect(shown).toContain('open');
    expect(shown).not.toContain('looked at');
    expect(shown).toMatch(/\n1 error, 1 accepted by docpact\.accept\.yaml$/);
    expect(render(text, [looked])).toBe('1 accepted by docpact.accept.yaml');
    expect(render(text, [open])).not.toContain('accepted');
  });

  it('is told in JSON with its reason, beside a summary of what counts', () => {
    const { summary, diagnostics } = JSON.parse(render(json));
    expect(summary).toEqual({ error: 1, warning: 0, info: 0, accepted: 1 });
    expect(diagnostics[0]).toMatchObject({ message: 'looked at', accepted });
    expect(diagnostics[1]).not.toHaveProperty('accepted');
    expect(JSON.parse(render(json, [open])).summary).toEqual({ error: 1, warning: 0, info: 0 });
  });

  it('is suppressed in SARIF, where all results or none say whether they are', () => {
    const results = (found: readonly Reported[]) => JSON.parse(render(sarif, found)).runs[0].results;
    const [first, second] = results([looked, open]);
    expect(first.suppressions).toMatchObject([
      {
        kind: 'external',
        status: 'accepted',
        justification: accepted.reason,
        location: {
          physicalLocation: { artifactLocation: { uri: 'docpact.accept.yaml' }, region: { startLine: 2 } },
        },
        properties: { expires: '2026-12-31' },
      },
    ]);
    expect(second.suppressions).toEqual([]);
    expect(results([open])[0]).not.toHaveProperty('suppressions');
  });

  it('is folded away in Markdown', () => {
    const [open, folded = ''] = render(markdown).split('<details><summary>1 accepted</summary>');
    expect(open).toMatch(/^## docpact lint: 1 error, 1 accepted\n/);
    expect(open).not.toContain('looked at');
    expect(folded).toContain('- `a.md:1:1` looked at (`lint/x`)\n  - accepted until 2026-12-31: ');
    expect(folded).toContain('The \\*service\\* says so.');
    expect(folded).not.toContain('Mend it.');
    expect(render(markdown, [looked])).toMatch(/^## docpact lint: 1 accepted\n/);
  });

  it('is output of a test in JUnit, and fails none', () => {
    const xml = render(junit, [looked]);
    expect(xml).toContain('tests="1" failures="0"');
    expect(xml).toMatch(/<system-out>a\.md:1:1\nerror lint\/x looked at\n.*\naccepted until 2026-12-31: The/);
    expect(render(junit)).toContain('tests="1" failures="1"');
  });

  it('is no annotation on GitHub and no part of a patch', () => {
    expect(render(github)).toBe('::error file=a.md,line=2,col=1,title=lint/x::open%0AMend it.');
    expect(render(patch)).toBe('# 0 suggested wordings');
    const { accepted: _, ...suggested } = looked;
    expect(render(patch, [suggested])).toContain('\n-a\n+b');
  });
});

describe('an interaction of which all findings are accepted', () => {
  const about = (said: string) => ({
    code: 'lint/x',
    message: said,
    at: said === 'open' ? 'a.md:2:1' : 'a.md:1:1',
  });
  const judged = (...said: string[]) => {
    const findings = said.map(about);
    const judgement = {
      pact: 'a.md',
      consumer: 'shop',
      provider: 'graph',
      description: 'a thing',
      at: { file: 'a.md', line: 1, column: 1 },
      operation: null,
      verdict: 'impossible',
      findings,
    };
    return reportOf([looked, open], { data: { judgements: [judgement] } });
  };

  it('is called so, and its verdict stays', () => {
    const shown = markdown.render(judged('looked at'));
    expect(shown).toContain('| impossible | 1 |');
    expect(shown).toContain('- **impossible**, accepted: a thing (shop -&gt; graph)'.replace('&gt;', '\\>'));
    expect(markdown.render(judged('looked at', 'open'))).toContain('- **impossible** a thing');
    expect(markdown.render(judged())).toContain('- **impossible** a thing');
  });

  it('is a test that passes', () => {
    const interaction = (xml: string) => xml.split('<testsuite name="files"')[0];
    expect(interaction(junit.render(judged('looked at')))).not.toContain('<failure');
    expect(interaction(junit.render(judged('looked at', 'open')))).toContain('<failure');
  });
});
