import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import type { Play } from '../../contracts/provider/verifier.ts';
import type { PlayAnswer, ToPlay } from './provider-process.ts';

/** A module of the user's that cannot be used: thrown by what `playApart` gives. */
export class UnusableModule extends Error {
  readonly file: string;

  constructor(file: string, reason: string) {
    super(reason);
    this.name = 'UnusableModule';
    this.file = file;
  }
}

export interface Apart {
  readonly modules: ToPlay['modules'];
  /** Descriptions that are played of what a broker has; undefined: all. */
  readonly descriptions?: readonly string[];
  /** A line that handlers print. */
  said(line: string): void;
  /** An error that the verifier logs and its report does not hold, such as a broker that takes no results. */
  complained(message: string): void;
}

/** Plays runs in a process of their own. */
export function playApart(apart: Apart): Play {
  return async (run) => {
    const answer = await ask({ run, modules: apart.modules }, apart);
    if ('unusable' in answer) throw new UnusableModule(answer.unusable.file, answer.unusable.reason);
    return answer.played;
  };
}

function ask(message: ToPlay, { descriptions, said, complained }: Apart): Promise<PlayAnswer> {
  const here = import.meta.url;
  const built = !here.endsWith('.ts');
  const child = fork(new URL(`./provider-process.${built ? 'cjs' : 'ts'}`, here), {
    execArgv: built ? [] : ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: environment(descriptions),
  });
  eachLine(child.stderr, (line) => {
    // The core's own log says nothing that its report does not.
    if (!/\bpact-core@\d/.test(line)) said(line);
  });
  eachLine(child.stdout, (line) => {
    const message = loggedError.exec(stripVTControlCharacters(line))?.[1];
    if (message !== undefined && notReported.test(message)) complained(message);
  });
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`the process of the Pact verifier ended with ${code}`));
    child.once('exit', ended);
    child.once('error', reject);
    child.once('message', (answer: PlayAnswer) => {
      child.off('exit', ended);
      resolve(answer);
    });
    child.send(message);
  });
}

/** Everything else that it logs is in its report, and in better words. */
const notReported = /publish/i;

/** As the core's native part logs: a moment, a level, a thread, a module. */
const loggedError = /^\d{4}-\d\d-\d\dT\S+\s+ERROR\s+(?:ThreadId\(\d+\)\s+)?(?:[\w:]+:\s)?(.+)$/;

function eachLine(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', take);
}

/** The core reads settings from variables beside those that it is told: it would ask a broker where files are meant. */
function environment(descriptions: readonly string[] | undefined): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('PACT_'));
  const chosen = descriptions?.map((text) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')).join('|');
  return {
    ...Object.fromEntries(entries),
    LOG_LEVEL: 'error',
    ...(chosen === undefined ? {} : { PACT_DESCRIPTION: `^(?:${chosen})$` }),
  };
}
