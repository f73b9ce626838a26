import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { placeText } from '../../generator/model/place.ts';
import { reportOf } from './fixtures/report.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';

const define = (code: Parameters<typeof defineProblem>[0]['code'], severity: Diagnostic['severity']) =>
  defineProblem<{ text: string }>({ code, severity, summary: 's', message: (p) => p.text, help: 'Ask.' });
const body = define('verify/response-body', 'error');
const perhaps = define('verify/response-body-possible', 'info');
const foreign = define('pact/version', 'warning');
const at = (file: string, line: number) => ({ file, line, column: 5 });

const interaction = (verdict: string, description: string, findings: readonly Diagnostic[]) => ({
  pact: 'pacts/a.json',
  consumer: 'web',
  provider: 'api',
  description,
  at: { file: 'pacts/a.json', line: 7, column: 5 },
  operation: 'things_get',
  verdict,
  findings: findings.map((one) => ({ code: one.code, message: one.message, at: placeText(one.at) })),
});

const report = (diagnostics: readonly Diagnostic[], judgements: readonly ReturnType<typeof interaction>[]) =>
  reportOf(diagnostics, { data: { judgements } });

/** What a parser reads of a text in XML 1.0: lines end in a line feed, and some characters cannot be written. */
const inXml = (text: string) =>
  [...text.replace(/\r\n?/g, '\n')]
    .map((one) => (/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(one) ? '\ufffd' : one))
    .join('');

const refused = body.at(at('pacts/a.json', 9), { text: 'no "id" here' }, [
  { message: 'the spec says', at: at('openapi.yaml', 3) },
]);
const loose = perhaps.at(at('pacts/a.json', 12), { text: 'may be null' });
const version = foreign.at(at('pacts/b.json', 1), { text: 'version 5' });
const judged = report(
  [refused, loose, version],
  [
    interaction('impossible', 'a thing', [refused]),
    interaction('possible', 'all things', [loose]),
    interaction('guaranteed', 'no thing', []),
  ],
);

describe('the report as JUnit XML', () => {
  it('has a test for each interaction, and one for each other file', () => {
    expect(junit.render(judged).split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="docpact verify" tests="4" failures="1">',
      '  <testsuite name="pacts/a.json" tests="3" failures="1">',
      '    <testcase classname="web -&gt; api" name="a thing" file="pacts/a.json" line="7">',
      '      <failure type="verify/response-body" message="no &quot;id&quot; here">pacts/a.json:9:5',
      'error verify/response-body no &quot;id&quot; here',
      'the spec says: openapi.yaml:3:5',
      '→ Ask.</failure>',
      '    </testcase>',
      '    <testcase classname="web -&gt; api" name="all things" file="pacts/a.json" line="7">',
      '      <system-out>pacts/a.json:12:5',
      'info verify/response-body-possible may be null',
      '→ Ask.</system-out>',
      '    </testcase>',
      '    <testcase classname="web -&gt; api" name="no thing" file="pacts/a.json" line="7"/>',
      '  </testsuite>',
      '  <testsuite name="files" tests="1" failures="0">',
      '    <testcase classname="verify" name="pacts/b.json" file="pacts/b.json" line="1">',
      '      <system-out>pacts/b.json:1:5',
      'warning pact/version version 5',
      '→ Ask.</system-out>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
    ]);
  });

  it('has a test where nothing was found', () => {
    expect(junit.render(report([], []))).toContain('<testcase classname="verify" name="nothing found"/>');
  });

  it('is well-formed and says the same, whatever stands in it', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      trimValues: false,
      htmlEntities: true,
    });
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ']]>',
        '<!--',
        '&#0;',
        '\u0000\u0001',
        '\ud800',
        '"\n\'',
        '&lt;',
        '\ufffe',
        '</failure>',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (text, name) => {
        const found = body.at(at('a.json', 1), { text });
        const xml = junit.render(report([found], [interaction('impossible', name, [found])]));
        expect(XMLValidator.validate(xml)).toBe(true);
        const { testcase } = parser.parse(xml).testsuites.testsuite;
        const { failure } = testcase;
        expect([failure.type, failure.message, testcase.name]).toEqual([
          'verify/response-body',
          inXml(text),
          inXml(name),
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the report in Markdown', () => {
  it('counts verdicts, and lists what somebody has to look at, the worst first', () => {
    expect(markdown.render(judged).split('\n')).toEqual([
      '## docpact verify: 1 error, 1 warning, 1 info',
      '',
      '| verdict | interactions |',
      '|---|---|',
      '| impossible | 1 |',
      '| possible | 1 |',
      '| guaranteed | 1 |',
      '',
      '- **impossible** a thing `things_get` (web -\\> api)',
      '- **possible** all things `things_get` (web -\\> api)',
      '',
      '### 1 error',
      '',
      '- `pacts/a.json:9:5` no "id" here (`verify/response-body`)',
      '  - the spec says: `openapi.yaml:3:5`',
      '  - → Ask.',
      '',
      '### 1 warning',
      '',
      '- `pacts/b.json:1:5` version 5 (`pact/version`)',
      '  - → Ask.',
      '',
      '<details><summary>1 info</summary>',
      '',
      '- `pacts/a.json:12:5` may be null (`verify/response-body-possible`)',
      '  - → Ask.',
      '',
      '</details>',
    ]);
  });

  it('says so where nothing was found, and how much is left out', () => {
    expect(markdown.render(report([], []))).toBe('## docpact verify: nothing found');
    const many = Array.from({ length: 60 }, () => refused);
    expect(markdown.render(report(many, []))).toContain('- and 10 more findings');
    const long = body.at(at('a.json', 1), { text: 'x'.repeat(7000) });
    const cut = markdown.render(report([long, long, long], []));
    expect(cut).toContain('- and 1 more findings');
    expect(cut.length).toBeLessThan(16_000);
  });

  it('lets nothing of a contract begin a link, a tag, a mention or a line', () => {
    const text = '@team <img src=x> [a](http://b) **x**\n# title | `code`';
    const found = body.at(at('a.json', 1), { text });
    const [line = ''] = markdown
      .render(report([found], []))
      .split('\n')
      .filter((one) => one.includes('team'));
    expect(line).toBe(
      '- `a.json:1:5` @&#8203;team \\<img src=x\\> \\[a\\](http\\://b) \\*\\*x\\*\\* # title &#124; \\`code\\` (`verify/response-body`)',
    );
  });
});

describe('exchanges in reports', () => {
  const exchange = (verdict: string, description: string, findings: readonly Diagnostic[]) => ({
    ...interaction(verdict, description, findings),
    consumer: 'a proxy',
    provider: '',
  });
  const recorded = report(
    [refused],
    [exchange('invalid', 'GET /a', [refused]), exchange('valid', 'GET /b', [])],
  );

  it('have words of their own, and one side', () => {
    const text = markdown.render(recorded);
    expect(text).toContain('| invalid | 1 |\n| valid | 1 |');
    expect(text).toContain('- **invalid** GET /a `things_get` (a proxy)');
    expect(text).not.toContain('GET /b');
    expect(junit.render(recorded)).toContain('<testcase classname="a proxy" name="GET /b"');
  });
});
