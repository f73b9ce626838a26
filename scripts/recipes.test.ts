import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAsSaid, type Recipe, recipesOf, runScript, writeFile } from './gates/recipes.ts';
import { installOffline, pack, remove, root, scratchFolder } from './gates/scratch-repository.ts';

/** The recipes are run as they stand on the page, with the packed tarball and what it needs linked from here. */
const scratch = scratchFolder();
const recipes = recipesOf(readFileSync(join(root, 'docs/recipes.md'), 'utf8'));
let tarball = '';

beforeAll(() => {
  if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
  mkdirSync(join(scratch, 'packed'));
  tarball = pack(join(scratch, 'packed'));
});
afterAll(() => remove(scratch));

function folderOf({ name }: Recipe): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'recipe', private: true, type: 'module' }),
  );
  installOffline(folder, tarball);
  return folder;
}

describe('docs/recipes.md', () => {
  it('has a recipe for each kind of team', () => {
    expect(recipes.map(({ name }) => name)).toEqual([
      'A consumer',
      'A provider',
      'Only a mock',
      'Only recordings',
    ]);
  });

  it.each(recipes)('$name', (recipe) => {
    const folder = folderOf(recipe);
    for (const step of recipe.steps) {
      if (step.do === 'write') {
        writeFile(folder, step);
        continue;
      }
      const ran = runScript(folder, step.script);
      expect({ line: step.line, ...ran }).toMatchObject({ line: step.line, code: 0 });
      if (step.prints !== undefined && !isAsSaid(ran.text, step.prints))
        expect(ran.text.trim()).toBe(step.prints.trim());
    }
  });
});

describe('a page of recipes', () => {
  const fence = '```';

  it('is files to write, scripts to run, and what they print', () => {
    const page = [
      `${fence}yaml a/b.yaml`,
      'x: 1',
      fence,
      '## One',
      `${fence}sh`,
      'echo 1',
      fence,
      `${fence}output`,
      '1',
      fence,
      '## Two',
    ].join('\n');
    const write = { do: 'write', file: 'a/b.yaml', text: 'x: 1\n' };
    expect(recipesOf(page)).toEqual([
      { name: 'One', steps: [write, { do: 'run', script: 'echo 1\n', line: 5, prints: '1\n' }] },
      { name: 'Two', steps: [write] },
    ]);
  });

  it('leaves out what a line of three dots stands for', () => {
    expect(isAsSaid('a.b\nc\nd\n', 'a.b\n…\nd')).toBe(true);
    expect(isAsSaid('a.b\nc\nd\n', 'a.b\n…')).toBe(true);
    expect(isAsSaid('axb\nc\nd\n', 'a.b\n…\nd')).toBe(false);
    expect(isAsSaid('a.b\nd\n', 'a.b')).toBe(false);
  });

  it('has no block that nobody would notice to be wrong', () => {
    expect(() => recipesOf(`## One\n${fence}ts\nlost\n${fence}\n`)).toThrow('line 2');
  });
});
