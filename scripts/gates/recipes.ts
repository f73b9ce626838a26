/**
 * `docs/recipes.md` as a program: each section in a folder of its own, blocks with a file's name written, `sh` blocks
 * executed, `output` blocks compared with what was printed. What stands above the first section belongs to all.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ran } from './scratch-repository.ts';

export type Step =
  | { readonly do: 'write'; readonly file: string; readonly text: string }
  | {
      readonly do: 'run';
      readonly script: string;
      readonly line: number;
      readonly prints: string | undefined;
    };

export interface Recipe {
  readonly name: string;
  readonly steps: readonly Step[];
}

interface Block {
  readonly info: string;
  readonly text: string;
  readonly line: number;
}

export function recipesOf(page: string): readonly Recipe[] {
  const [common = '', ...sections] = `\n${page}`.split(/^(?=## )/m);
  let line = linesIn(common) - 1;
  return sections.map((section) => {
    const own = blocksOf(section, line);
    line += linesIn(section);
    const name = /^## (.*)$/m.exec(section)?.[1] ?? '';
    return { name, steps: stepsOf([...blocksOf(common, -1), ...own]) };
  });
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

function blocksOf(text: string, before: number): readonly Block[] {
  return [...text.matchAll(/^```([^\n`]+)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: info = '', 2: inner = '', index }) => ({
      info: info.trim(),
      text: inner,
      line: before + linesIn(text.slice(0, index)) + 1,
    }),
  );
}

/** Shown and not executed: what would need a registry, or a service that nobody has started. */
const onlyShown = 'console';

function stepsOf(blocks: readonly Block[]): readonly Step[] {
  return blocks.flatMap(({ info, text, line }, i): Step[] => {
    const [language, file] = info.split(' ');
    if (file !== undefined) return [{ do: 'write', file, text }];
    if (language === 'sh') {
      const next = blocks[i + 1];
      return [{ do: 'run', script: text, line, prints: next?.info === 'output' ? next.text : undefined }];
    }
    // A block that is neither would be a promise that nobody holds.
    if (language === onlyShown || (language === 'output' && blocks[i - 1]?.info === 'sh')) return [];
    throw new Error(`the block in line ${line} has no file name and is not executed: ${info}`);
  });
}

/** Whether a text is what a block says; a line with three dots alone stands for any lines. */
export function isAsSaid(text: string, said: string): boolean {
  const parts = `\n${said.trim()}\n`
    .split('\n…\n')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^${parts.join('\\n[^]*')}$`).test(`\n${text.trim()}\n`);
}

export function writeFile(folder: string, { file, text }: Extract<Step, { do: 'write' }>): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Ends at the first command that fails; `text` is what came on stdout. */
export function runScript(folder: string, script: string): Ran & { readonly errors: string } {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NO_COLOR: '1', CI: 'true' };
  const ran = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { code: ran.status, text: ran.stdout, errors: `${ran.stderr}${ran.error?.message ?? ''}` };
}
