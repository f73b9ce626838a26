import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** A whole process, timed from outside; its processor time and highest memory are what it says of itself at the end. */
export interface Run {
  readonly seconds: number;
  /** Of the processors, in user mode, all threads together: steadier than the clock where others work as well. */
  readonly busySeconds: number;
  readonly megabytes: number;
  readonly out: string;
}

const atExit = `process.on('exit', () => {
  const { maxRSS, userCPUTime } = process.resourceUsage();
  process.stderr.write('\\n@' + maxRSS + ' ' + userCPUTime);
})`;

/** Runs Node with the arguments. Ending with 1 counts as done: there are findings, and the output. */
export function runNode(args: readonly string[], cwd: string): Run {
  const start = performance.now();
  const hook = `data:text/javascript,${encodeURIComponent(atExit)}`;
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', hook, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    cwd,
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 1)
    throw new Error(`${args.join(' ')} ended with ${status}\n${stderr.slice(-2000)}`);
  const [, kilobytes, microseconds] = /@(\d+) (\d+)$/.exec(stderr) ?? [];
  return {
    seconds,
    busySeconds: Number(microseconds) / 1e6,
    megabytes: Number(kilobytes) / 1024,
    out: stdout,
  };
}
