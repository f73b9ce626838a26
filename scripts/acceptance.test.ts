import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, defineProblem } from '../generator/model/diagnostic.ts';
import { startOf } from '../generator/model/place.ts';
import { Acceptance, type AcceptanceEntry, type AcceptedParts } from './acceptance.ts';
import type { Outcome } from './command.ts';
import { exitCode } from './outcome.ts';

const problem = defineProblem<{ said: string }>({
  code: 'verify/response-body',
  severity: 'error',
  summary: 'The response body does not fit.',
  message: (p) => p.said,
});

function found(over: Partial<Diagnostic> = {}): Diagnostic {
  const at = { ...startOf('pacts/a.json'), pointer: '/interactions/1/response' };
  const related = [
    { message: 'spec', at: { ...startOf('openapi.yaml'), pointer: '/paths/~1users~1{id}/get' } },
  ];
  return { ...problem.at(at, { said: 'no' }, related), ...over };
}

function entry(parts: AcceptedParts, line = 2, expires?: string): AcceptanceEntry {
  const at = { file: 'docpact.accept.yaml', line, column: 5, pointer: `/accept/${line - 2}` };
  const absolute = parts.file === undefined ? {} : { file: world.absolute(parts.file) };
  return {
    parts: { ...parts, ...absolute },
    what: '',
    accepted: { reason: `for ${line}`, at, ...(expires === undefined ? {} : { expires }) },
  };
}

const world = { today: () => '2026-03-01', absolute: (file: string) => resolve('/work', file) };
const accepts = (parts: AcceptedParts, diagnostic = found()) =>
  new Acceptance([entry(parts)], world).accepts(diagnostic);
const codes = ({ diagnostics }: Outcome) =>
  diagnostics.map(({ code, accepted }) => (accepted ? `(${code})` : code));

describe('an entry accepts', () => {
  const code = 'verify/response-body';
  it.each<[string, AcceptedParts, boolean]>([
    ['the code', { code }, true],
    ['no other code', { code: 'verify/response-status' }, false],
    ['the file', { code, file: 'pacts/a.json' }, true],
    ['the file by another name', { code, file: '../work/pacts/a.json' }, true],
    ['not the file of a related place', { code, file: 'openapi.yaml' }, false],
    ['the pointer', { code, pointer: '/interactions/1/response' }, true],
    ['a pointer above', { code, pointer: '/interactions/1' }, true],
    ['the pointer of a related place', { code, pointer: '/paths/~1users~1{id}' }, true],
    ['no half of a token', { code, pointer: '/interactions/1/resp' }, false],
    ['no half of an escaped token', { code, pointer: '/paths/~1users' }, false],
    ['no pointer below', { code, pointer: '/interactions/1/response/body' }, false],
    ['the fingerprint alone', { fingerprint: found().fingerprint }, true],
    ['no other fingerprint', { code, fingerprint: '0123456789abcdef' }, false],
    [
      'all of its parts',
      { code, file: 'pacts/a.json', pointer: '/paths', fingerprint: found().fingerprint },
      true,
    ],
    ['nothing that lacks one of its parts', { code, file: 'pacts/b.json', pointer: '/paths' }, false],
  ])('%s', (_, parts, expected) => {
    expect(accepts(parts)).toBe(expected);
  });

  it('nothing by a pointer where a finding has none', () => {
    expect(accepts({ code, pointer: '/a' }, found({ at: startOf('a.md'), related: [] }))).toBe(false);
  });

  it('nothing that is about docpact itself', () => {
    const setting = found({ code: 'config/unremovable' });
    expect(accepts({ fingerprint: setting.fingerprint }, setting)).toBe(false);
  });
});

describe('what is accepted', () => {
  const code = 'verify/response-body';
  const other = found({ code: 'verify/query-parameters', severity: 'warning' });

  it('does not count, and says why', () => {
    const acceptance = new Acceptance([entry({ code }, 2, '2026-03-01')], world);
    const outcome = acceptance.applied({ diagnostics: [found(), other] });
    expect(codes(outcome)).toEqual(['(verify/response-body)', 'verify/query-parameters']);
    expect(outcome.diagnostics[0]?.accepted).toMatchObject({ reason: 'for 2', expires: '2026-03-01' });
    expect(exitCode(outcome, 'error')).toBe(0);
    expect(exitCode(outcome, 'warning')).toBe(1);
  });

  it('counts again from the day after, and the entry is a finding of its own', () => {
    const acceptance = new Acceptance([entry({ code }, 2, '2026-02-28')], world);
    expect(acceptance.accepts(found())).toBe(false);
    const outcome = acceptance.applied({ diagnostics: [found()], whole: { areas: ['verify'], all: true } });
    expect(codes(outcome)).toEqual([code, 'config/accept-expired']);
    expect(outcome.diagnostics[1]).toMatchObject({ at: { line: 2 }, severity: 'warning' });
    expect(outcome.diagnostics[1]?.message).toContain('2026-02-28');
    expect(exitCode(outcome, 'error')).toBe(1);
  });

  it('has the reason of the first entry that is still valid', () => {
    const entries = [
      entry({ code }, 4),
      entry({ fingerprint: found().fingerprint }, 3),
      entry({ code, file: 'pacts/a.json' }, 2, '2020-01-01'),
    ];
    const [first] = new Acceptance(entries, world).applied({ diagnostics: [found()] }).diagnostics;
    expect(first?.accepted?.reason).toBe('for 3');
  });

  it('does not hide a refusal', () => {
    const outcome = { diagnostics: [found()], refused: true };
    const applied = new Acceptance(
      [entry({ code }), entry({ code, file: 'x' }, 3, '2020-01-01')],
      world,
    ).applied(outcome);
    expect(applied).toBe(outcome);
    expect(exitCode(applied, 'error')).toBe(2);
  });

  it('leaves everything else of an outcome alone', () => {
    const again = async () => undefined;
    const outcome = { diagnostics: [found()], text: 'text', data: { a: 1 }, again };
    const { diagnostics, ...rest } = new Acceptance([entry({ code })], world).applied(outcome);
    expect(diagnostics).toHaveLength(1);
    expect(rest).toEqual({ text: 'text', data: { a: 1 }, again });
  });
});

describe('an entry that nothing was found for', () => {
  const lint = entry({ code: 'lint/row-too-long' });
  const alone = entry({ fingerprint: '0123456789abcdef' }, 3);
  it.each<[string, Outcome['whole'], string[]]>([
    ['where a part was looked at, nothing is said', undefined, []],
    ['where others were looked at, nothing is said', { areas: ['verify', 'pact'] }, []],
    ['where its area was looked at, it is a finding', { areas: ['lint'] }, ['/accept/0']],
    [
      'where all was looked at, a fingerprint alone is one too',
      { areas: ['lint'], all: true },
      ['/accept/0', '/accept/1'],
    ],
    ['where all but its area was, it is none', { areas: ['docs'], all: true }, ['/accept/1']],
  ])('%s', (_, whole, expected) => {
    const outcome: Outcome = { diagnostics: [found()], ...(whole ? { whole } : {}) };
    const { diagnostics } = new Acceptance([lint, alone], world).applied(outcome);
    const unused = diagnostics.filter((one) => one.code === 'config/accept-unused');
    expect(unused.map(({ at }) => at.pointer)).toEqual(expected);
  });

  it('is not one that another entry was quicker than', () => {
    const entries = [entry({ code: 'verify/response-body' }), entry({ fingerprint: found().fingerprint }, 3)];
    const whole = { areas: ['verify'], all: true } as const;
    expect(
      new Acceptance(entries, world).applied({ diagnostics: [found()], whole }).diagnostics,
    ).toHaveLength(1);
  });
});

describe('properties', () => {
  const token = fc.constantFrom('a', 'b', 'ab', '~1', '');
  const pointers = fc.array(token, { maxLength: 3 }).map((tokens) => tokens.map((one) => `/${one}`).join(''));
  const place = fc
    .record({ file: fc.constantFrom('a.md', 'b.md'), pointer: pointers })
    .map(({ file, pointer }) => ({
      ...startOf(file),
      ...(pointer === '' ? {} : { pointer }),
    }));
  const diagnostic = fc
    .record({
      code: fc.constantFrom('lint/a', 'lint/b', 'docs/a'),
      at: place,
      others: fc.array(place, { maxLength: 2 }),
      said: token,
    })
    .map(({ code, at, others, said }): Diagnostic => {
      const related = others.map((other) => ({ message: '', at: other }));
      const fingerprint = [code, at.file, at.pointer ?? '', said].join(' ');
      return { code, severity: 'error', message: said, at, related, fingerprint };
    });
  const parts = fc
    .record(
      { code: fc.constantFrom('lint/a', 'lint/b'), file: fc.constantFrom('a.md', 'b.md'), pointer: pointers },
      { requiredKeys: [] },
    )
    .map((some): AcceptedParts => ({ ...some, pointer: some.pointer || undefined }));

  it('fingerprints accept the findings that have them, and no others', () => {
    fc.assert(
      fc.property(fc.array(diagnostic, { maxLength: 12 }), fc.func(fc.boolean()), (diagnostics, chosen) => {
        const prints = new Set(
          diagnostics.map(({ fingerprint }) => fingerprint).filter((one) => chosen(one)),
        );
        const entries = [...prints].map((fingerprint, i) => entry({ fingerprint }, i + 2));
        const outcome = new Acceptance(entries, world).applied({
          diagnostics,
          whole: { areas: ['lint', 'docs'], all: true },
        });
        const left = outcome.diagnostics.filter(({ accepted }) => accepted === undefined);
        expect(left).toEqual(diagnostics.filter(({ fingerprint }) => !prints.has(fingerprint)));
        expect(outcome.diagnostics).toHaveLength(diagnostics.length);
      }),
    );
  });

  it('looking entries up is the same as comparing each of their parts', () => {
    const isBelow = (above: string, at: string | undefined) =>
      at === above || at?.startsWith(`${above}/`) === true;
    const compared = ({ code, file, pointer }: AcceptedParts, { at, related, ...one }: Diagnostic) =>
      (code === undefined || code === one.code) &&
      (file === undefined || file === at.file) &&
      (pointer === undefined ||
        [at, ...related.map((other) => other.at)].some((x) => isBelow(pointer, x.pointer)));
    fc.assert(
      fc.property(diagnostic, fc.array(parts, { maxLength: 4 }), (one, all) => {
        const acceptance = new Acceptance(
          all.map((each, i) => entry(each, i + 2)),
          world,
        );
        expect(acceptance.accepts(one)).toBe(all.some((each) => compared(each, one)));
      }),
    );
  });
});
