import { Files } from './files.ts';
import type { Host } from './host.ts';

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly colour: boolean;
}

/** The host of a real run: this process, its working folder, its terminal. */
export function terminalHost(options: TerminalOptions): Host {
  const cwd = process.cwd();
  const interactive = process.stderr.isTTY === true && !process.env['CI'];
  return {
    cwd,
    env: process.env,
    files: new Files(cwd),
    out: (text) => write(process.stdout, text),
    err: (text) => {
      if (!options.quiet) write(process.stderr, text);
    },
    now: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    colour: options.colour && process.stdout.isTTY === true && !process.env['NO_COLOR'],
    interactive,
    // Back to the start of the line, which is then emptied; longer lines would not be.
    ...(interactive && !options.quiet
      ? { progress: (line: string) => void process.stderr.write(`\r\u001b[2K${line.slice(0, 79)}`) }
      : {}),
    stopped: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      }),
  };
}

function write(stream: NodeJS.WriteStream, text: string): void {
  if (text !== '') stream.write(text.endsWith('\n') ? text : `${text}\n`);
}
