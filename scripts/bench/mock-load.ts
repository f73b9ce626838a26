import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/** A server in a process of its own. */
export interface Started {
  readonly process: ChildProcess;
  readonly port: number;
  /** From the start of the process to its first answer. */
  readonly firstAnswer: number;
}

/** Starts a server that prints its address, or listens on `port`, and waits until it answers `path` with 200. */
export async function started(command: readonly string[], path: string, port?: number): Promise<Started> {
  const [program = '', ...args] = command;
  const begun = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const told = new Promise<number>((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`${command.join(' ')} ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      const found = /https?:\/\/[\d.a-z]+:(\d+)/.exec(text)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  const listening = port ?? (await told);
  told.catch(() => {});
  while (!(await answers(listening, path))) await new Promise((resolve) => setTimeout(resolve, 5));
  return { process: child, port: listening, firstAnswer: performance.now() - begun };
}

async function answers(port: number, path: string): Promise<boolean> {
  try {
    const headers = { authorization: 'Bearer t' };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    await response.arrayBuffer();
    if (response.status !== 200) throw new RangeError(`${path} is answered with ${response.status}`);
    return true;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    // Nobody listens yet.
    return false;
  }
}

/** Megabytes that a process holds in memory, where the system tells. */
export function memory({ pid }: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Microseconds that a process has had of the processor, where the system tells: what it does itself, whoever waits. */
function processorTime({ pid }: ChildProcess): number {
  try {
    const [, , ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) | /);
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return Number.NaN;
  }
}

export interface Load {
  readonly perSecond: number;
  readonly p99: number;
  /** Microseconds of processor time that a request costs the server. */
  readonly cost: number;
}

/** One request after the other on each of 16 sockets. */
export async function load(
  { port, process: server }: Started,
  request: Buffer,
  milliseconds: number,
): Promise<Load> {
  const before = processorTime(server);
  const until = performance.now() + milliseconds;
  const times: number[] = [];
  await Promise.all(Array.from({ length: 16 }, () => one(port, request, until, times)));
  times.sort((a, b) => a - b);
  return {
    perSecond: (times.length / milliseconds) * 1000,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    cost: (processorTime(server) - before) / times.length,
  };
}

/** An answer ends where its Content-Length says, or with the last chunk. */
function one(port: number, request: Buffer, until: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received = '';
    let sent = 0;
    const send = () => {
      received = '';
      sent = performance.now();
      socket.write(request);
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) reject(new Error(received.slice(0, 300)));
      times.push(performance.now() - sent);
      if (performance.now() < until) send();
      else socket.end();
    });
  });
}

function isWhole(received: string): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = /content-length: (\d+)/i.exec(received)?.[1];
  return length === undefined ? received.endsWith('0\r\n\r\n') : received.length >= end + 4 + Number(length);
}
