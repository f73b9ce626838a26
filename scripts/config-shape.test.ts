import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../generator/model/json.ts';
import { placeText } from '../generator/model/place.ts';
import { apisOf } from './config.ts';
import { configFaults } from './config-shape.ts';
import { loadConfigFile } from './host/config-file.ts';
import { Files } from './host/files.ts';
import type { Host } from './host/host.ts';

const folder = mkdtempSync(join(tmpdir(), 'docpact-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function hostIn(cwd: string): Host {
  const nothing = () => {};
  const stopped = () => Promise.resolve();
  return {
    cwd,
    env: {},
    files: new Files(cwd),
    out: nothing,
    err: nothing,
    now: () => 0,
    today: () => '2026-01-01',
    colour: false,
    interactive: false,
    stopped,
  };
}

const faults = (value: Json) =>
  configFaults(value, 'docpact.config.json').map(
    ({ code, message, help }) => `${code}: ${message}${help ? ` (${help})` : ''}`,
  );

describe('a configuration', () => {
  it('is checked, with the near word for a typo', () => {
    expect(faults({ docs: ['a', 'b'], generate: { out: 'x', importExtension: '.ts' } })).toEqual([]);
    expect(faults({ generate: { include: ['tag:a', '/b/**'], emit: 'types' } })).toEqual([]);
    expect(faults({ generate: { include: { tag: 'a' } } })).toEqual([
      'config/wrong-setting: generate.include must be a text or a list of texts',
    ]);
    expect(faults({ dcos: 'a' })).toEqual([
      'config/unknown-setting: there is no setting "dcos" (Did you mean docs?)',
    ]);
    expect(faults({ generate: { pact: { consumer: 'shop', provider: 'graph', dir: 'pacts' } } })).toEqual([]);
    expect(faults({ generate: { pact: { consumers: 'shop' } } })).toEqual([
      'config/unknown-setting: there is no setting "consumers" (Did you mean consumer?)',
    ]);
    expect(faults({ generate: { importExtension: '.tsx' }, spec: 1 })).toEqual([
      'config/wrong-setting: generate.importExtension must be one of ".js", ".ts", ""',
      'config/wrong-setting: spec must be a text',
    ]);
  });

  it('may hold several APIs that share settings', () => {
    expect(
      apisOf({ pacts: 'p', apis: { b: { spec: 'b.yaml' }, a: { spec: 'a.yaml', pacts: 'q' } } }),
    ).toEqual([
      { name: 'a', spec: 'a.yaml', pacts: 'q' },
      { name: 'b', spec: 'b.yaml', pacts: 'p' },
    ]);
  });

  it('is loaded from TypeScript and JSON, its paths relative to its own folder', async () => {
    writeFileSync(
      join(folder, 'a.config.ts'),
      "export default { spec: 'openapi.yaml' as string, pacts: ['p/*.json'] };",
    );
    writeFileSync(join(folder, 'b.config.json'), '{ "docs": "pages" }');
    const host = hostIn(join(folder, '..'));
    const at = folder.slice(folder.lastIndexOf('/') + 1);
    expect(await loadConfigFile(host, `${at}/a.config.ts`)).toEqual({
      config: { spec: `${at}/openapi.yaml`, pacts: [`${at}/p/*.json`] },
      file: `${at}/a.config.ts`,
      faults: [],
    });
    expect((await loadConfigFile(host, `${at}/b.config.json`)).config).toEqual({ docs: `${at}/pages` });
  });

  it('says from its own folder what the spec is compared with; a revision stays one', async () => {
    writeFileSync(join(folder, 'before.yaml'), '');
    const host = hostIn(join(folder, '..'));
    const at = folder.slice(folder.lastIndexOf('/') + 1);
    const baseOf = async (base: string) => {
      writeFileSync(join(folder, 'd.config.json'), JSON.stringify({ changes: { base } }));
      return (await loadConfigFile(host, `${at}/d.config.json`)).config?.changes?.base;
    };
    expect(await baseOf('before.yaml')).toBe(`${at}/before.yaml`);
    expect(await baseOf(join(folder, 'before.yaml'))).toBe(join(folder, 'before.yaml'));
    expect(await baseOf('git:main:spec/a.yaml')).toBe(`git:main:${at}/spec/a.yaml`);
    expect(await baseOf('git:main:/spec/a.yaml')).toBe('git:main:/spec/a.yaml');
    expect(await baseOf('origin/main')).toBe('origin/main');
  });

  it('that is missing or broken is a diagnostic', async () => {
    writeFileSync(join(folder, 'c.config.ts'), 'export default {');
    const host = hostIn(folder);
    expect((await loadConfigFile(host, 'nowhere.ts')).faults.map(({ code }) => code)).toEqual([
      'config/missing',
    ]);
    const fault = async (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      const [found] = (await loadConfigFile(host, name)).faults;
      return found && `${placeText(found.at)} ${found.code}: ${found.message}`;
    };
    const broken = 'config/broken: the configuration cannot be loaded:';
    expect(await fault('c.config.ts', '\nexport default {')).toBe(
      `c.config.ts:2:16 ${broken} ParseError: Unexpected token`,
    );
    expect(await fault('d.config.ts', "\nthrow new Error('not today');")).toBe(
      `d.config.ts:2:7 ${broken} not today`,
    );
    expect(await fault('e.config.json', '{\n  "spec": "a",\n}')).toBe(
      `e.config.json:3:1 ${broken} not well-formed JSON: property name expected`,
    );
    expect(await fault('f.config.json', 'spec: a')).toMatch(
      /^f\.config\.json:1:1 config\/broken: .* not well-formed JSON: /,
    );
  });
});
