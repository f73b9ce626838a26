import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Where completion is asked for; lines and offsets count from 1, as tsserver has them. */
export interface Spot {
  readonly line: number;
  readonly offset: number;
}

interface Message {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** TypeScript's server as an editor drives it: requests as lines, answers framed by their length, one at a time. */
export class TsServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #received = Buffer.alloc(0);
  #sequence = 0;

  constructor(tsserver: string, cwd: string) {
    const args = ['--max-old-space-size=4096', tsserver, '--disableAutomaticTypingAcquisition'];
    this.#process = spawn(process.execPath, [...args, '--suppressDiagnosticEvents'], { cwd });
    this.#process.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  open(file: string, fileContent: string): void {
    this.#send('open', { file, fileContent, scriptKindName: 'TS' });
  }

  /** Puts a digit where one stands: the least that makes the server take the file anew. */
  edit(file: string, { line, offset }: Spot, text: string): void {
    this.#send('change', { file, line, offset, endLine: line, endOffset: offset + 1, insertString: text });
  }

  /** The names that are offered at a place. */
  async completion(file: string, spot: Spot): Promise<readonly string[]> {
    const body = await this.#ask('completionInfo', { file, ...spot });
    if (typeof body !== 'object' || body === null || !('entries' in body)) return [];
    return Array.isArray(body.entries) ? body.entries.map(({ name }) => String(name)) : [];
  }

  async diagnostics(file: string): Promise<readonly string[]> {
    const body = await this.#ask('semanticDiagnosticsSync', { file });
    return Array.isArray(body) ? body.map(({ text }) => String(text)) : [];
  }

  close(): void {
    this.#process.kill();
  }

  #send(command: string, args: object): number {
    const seq = ++this.#sequence;
    this.#process.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }

  async #ask(command: string, args: object): Promise<unknown> {
    const seq = this.#send(command, args);
    const answer = await new Promise<Message>((resolve, reject) => {
      this.#waiting.set(seq, resolve);
      this.#process.once('exit', (code) => reject(new Error(`tsserver ended with ${code}`)));
    });
    this.#process.removeAllListeners('exit');
    if (answer.success === false && answer.message !== 'No content available.')
      throw new Error(answer.message);
    return answer.body;
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, end))?.[1]);
      if (end === -1 || this.#received.length < end + 4 + length) return;
      const message: Message = JSON.parse(this.#received.toString('utf8', end + 4, end + 4 + length));
      this.#received = this.#received.subarray(end + 4 + length);
      if (message.type === 'response' && message.request_seq !== undefined) {
        this.#waiting.get(message.request_seq)?.(message);
        this.#waiting.delete(message.request_seq);
      }
    }
  }
}

/** What a promise gives, and how many milliseconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, milliseconds: performance.now() - start };
}
