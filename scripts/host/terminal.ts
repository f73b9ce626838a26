import { library } from '../../generator/model/library.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import { Files } from './files.ts';
import type { Host } from './host.ts';
import { type Output, stderr, stdout } from './output.ts';

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly colour: boolean;
}

/** The host of a real run: this process, its working folder, its terminal. */
export function terminalHost(options: TerminalOptions): Host {
  const cwd = process.cwd();
  const interactive = stderr.isTerminal && !process.env['CI'];
  return {
    cwd,
    env: process.env,
    files: new Files(cwd),
    out: (text) => write(stdout, text),
    err: (text) => {
      if (!options.quiet) write(stderr, text);
    },
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    colour: options.colour && isColoured(process.env, stdout.isTerminal),
    interactive,
    // Back to the start of the line, which is then emptied; longer lines would not be.
    ...(interactive && !options.quiet
      ? { progress: (line: string) => stderr.write(`\r\u001b[2K${line.slice(0, 79)}`) }
      : {}),
    ...(interactive && process.stdin.isTTY ? { choose } : {}),
    stopped: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      }),
  };
}

const readline = library<typeof import('node:readline/promises')>('node:readline/promises');

/** NO_COLOR (no-color.org) before FORCE_COLOR, which CI logs that show colours are given; else where somebody looks. */
export function isColoured(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** A numbered list; Enter takes the first. Who stops it or has no more input says nothing. */
async function choose(question: string, answers: readonly string[]): Promise<number | undefined> {
  const list = answers.map((answer, i) => `  ${i + 1}  ${terminalText(answer)}\n`).join('');
  const reader = readline().createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined)));
  reader.once('SIGINT', () => reader.close());
  const asked = reader.question(`${question}\n${list}[1-${answers.length}, Enter for 1] `);
  const said = (await Promise.race([asked, ended]))?.trim();
  reader.close();
  const number = said === '' ? 1 : Number(said);
  return Number.isInteger(number) && number >= 1 && number <= answers.length ? number - 1 : undefined;
}

function write(output: Output, text: string): void {
  if (text !== '') output.write(text.endsWith('\n') ? text : `${text}\n`);
}
