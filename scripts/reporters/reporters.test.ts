import { describe, expect, it } from 'vitest';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import type { Report } from '../report.ts';
import { reportOf } from './fixtures/report.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

const problem = defineProblem<{ name: string }>({
  code: 'verify/response-body',
  severity: 'error',
  summary: 'The response body does not fit.',
  message: (p) => `the pact wants ${p.name}`,
  help: 'Ask the provider.',
});
const diagnostic = problem.at(
  { file: 'pacts/a b#1.json', line: 2, column: 5, pointer: '/interactions/0' },
  { name: 'a\nb, 100%' },
  [{ message: 'the spec says', at: { file: 'openapi.yaml', line: 1, column: 1 } }],
);

function report(diagnostics: Report['diagnostics']): Report {
  const lines: Record<string, string[]> = {
    'pacts/a b#1.json': ['{', '    "x": 1'],
    'openapi.yaml': ['openapi: 3.1.0'],
  };
  return reportOf(diagnostics, {
    text: 'impossible  a thing',
    codes: new Map([
      ['lint/x', { code: 'lint/x', severity: 'warning', summary: 'X.', why: 'Because.', help: 'Mend it.' }],
    ]),
    excerpt: (file, line, from, to) => lines[file]?.[line - 1]?.slice(from - 1, to - 1),
  });
}

describe('reports', () => {
  it('in text: place, line, mark, the other place, what to do', () => {
    expect(text.render(report([diagnostic])).split('\n')).toEqual([
      'impossible  a thing',
      '',
      'pacts/a b#1.json:2:5 at #/interactions/0',
      '  error verify/response-body the pact wants a⏎b, 100%',
      '    2 |     "x": 1',
      '      |     ^',
      '  the spec says: openapi.yaml:1:1',
      '    1 | openapi: 3.1.0',
      '      | ^',
      '  → Ask the provider.',
      '',
      '1 error',
    ]);
  });

  it('in text: ten of many that say the same', () => {
    const others = Array.from({ length: 12 }, () => diagnostic);
    const shown = text.render(report([...others, problem.at(diagnostic.at, { name: 'c' })]));
    expect(shown.match(/the pact wants a/g)).toHaveLength(10);
    expect(shown).toContain('the pact wants c');
    expect(shown).toMatch(
      /\nnot shown; --report text=FILE and --format json have all:\n {2}2 more verify\/response-body\n\n13 errors$/,
    );
  });

  it('in text: three of one code that fail nothing, whatever they say; of those that fail all', () => {
    const many = Array.from({ length: 12 }, (_, i) => problem.at(diagnostic.at, { name: `x${i}` }));
    const warnings = many.map((one) => ({ ...one, severity: 'warning' as const }));
    const shown = (failOn?: 'error' | 'warning') =>
      text.render({ ...report(warnings), ...(failOn ? { failOn } : {}) }).match(/the pact wants x/g);
    expect([shown('error')?.length, shown('warning')?.length, shown()?.length]).toEqual([3, 12, 12]);
  });

  it('in JSON: the form of the design', () => {
    expect(JSON.parse(json.render(report([diagnostic])))).toEqual({
      docpact: '1.2.3',
      command: 'verify',
      summary: { error: 1, warning: 0, info: 0 },
      refused: false,
      judgements: [],
      diagnostics: [
        {
          code: 'verify/response-body',
          severity: 'error',
          message: 'the pact wants a\nb, 100%',
          help: 'Ask the provider.',
          at: { file: 'pacts/a b#1.json', line: 2, column: 5, pointer: '/interactions/0' },
          related: [{ message: 'the spec says', at: { file: 'openapi.yaml', line: 1, column: 1 } }],
          fingerprint: diagnostic.fingerprint,
        },
      ],
    });
  });

  it('for GitHub: one line each, escaped, and never more than ten of a kind', () => {
    expect(github.render(report([diagnostic]))).toBe(
      '::error file=pacts/a b#1.json,line=2,col=5,title=verify/response-body::the pact wants a%0Ab, 100%25%0AAsk the provider.',
    );
    const many = github.render(report(Array.from({ length: 12 }, () => diagnostic))).split('\n');
    expect(many).toHaveLength(10);
    expect(many[9]).toBe('::error title=docpact::and 3 more, see the log');
    const breaking = { ...diagnostic, code: 'change/property-removed' };
    const mixed = github.render(report([...Array.from({ length: 12 }, () => diagnostic), breaking]));
    expect(mixed.split('\n')[0]).toContain('title=change/property-removed');
  });

  it.each([
    ['docs/a.md', 'docs/a.md'],
    ['../docs/a.md', '../docs/a.md'],
    ['/srv/docs/a b.md', 'file:///srv/docs/a%20b.md'],
    ['C:/docs/a.md', 'file:///C:/docs/a.md'],
    ['//server/share/a.md', '//server/share/a.md'],
  ])('in SARIF: the file %s is %s', (path, uri) => {
    const found = problem.at({ ...diagnostic.at, file: path }, { name: 'c' });
    const [result] = JSON.parse(sarif.render(report([found]))).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('in SARIF 2.1.0: with fingerprints and related places', () => {
    const run = JSON.parse(sarif.render(report([diagnostic]))).runs[0];
    expect(run.results[0]).not.toHaveProperty('fixes');
    expect(run.tool.driver).toEqual({
      name: 'docpact',
      version: '1.2.3',
      rules: [{ id: 'verify/response-body' }],
    });
    expect(run.results[0]).toMatchObject({
      ruleId: 'verify/response-body',
      ruleIndex: 0,
      level: 'error',
      partialFingerprints: { 'docpact/v1': diagnostic.fingerprint },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'pacts/a%20b%231.json' },
            region: { startLine: 2, startColumn: 5 },
          },
        },
      ],
      relatedLocations: [{ id: 0, physicalLocation: { artifactLocation: { uri: 'openapi.yaml' } } }],
    });
  });

  it('in SARIF 2.1.0: a rule explains itself, and a suggestion is a fix of a region', () => {
    const at = { file: 'a b.md', line: 2, column: 1, endLine: 3, endColumn: 1 };
    const found: Diagnostic = {
      code: 'lint/x',
      severity: 'warning',
      message: 'm',
      at,
      related: [],
      suggestion: { at, replacement: 'new\n' },
      fingerprint: 'f',
    };
    const run = JSON.parse(sarif.render(report([found]))).runs[0];
    expect(run.tool.driver.rules).toEqual([
      {
        id: 'lint/x',
        shortDescription: { text: 'X.' },
        fullDescription: { text: 'Because.' },
        help: { text: 'Mend it.' },
        defaultConfiguration: { level: 'warning' },
      },
    ]);
    expect(run.results[0].fixes).toEqual([
      {
        description: { text: 'the suggested wording' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'a%20b.md' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 },
                insertedContent: { text: 'new\n' },
              },
            ],
          },
        ],
      },
    ]);
    expect(JSON.parse(json.render(report([found]))).diagnostics[0].suggestion).toEqual(found.suggestion);
    expect(text.render(report([found]))).toContain('suggested: put in new');
  });
});
