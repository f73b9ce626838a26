import type { Files } from './files.ts';

/** Everything a command knows of the world. Nothing outside `scripts/host` touches disk, clock or terminal. */
export interface Host {
  /** Absolute; paths that users give are relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  /** The result. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** Milliseconds since some fixed moment; for "[98 ms]" only, never for output that is kept. */
  now(): number;
  /** The day in UTC, `2026-12-31`; for what somebody has set a day to, never for output that is kept. */
  today(): string;
  readonly colour: boolean;
  /** Whether stderr is a terminal: progress is shown there and nowhere else. */
  readonly interactive: boolean;
  /** Shows one line in place of the last one, on a terminal only; `''` takes it away. */
  progress?(line: string): void;
  /** Asks which of some things is meant, on a terminal only; undefined: the user does not say. */
  choose?(question: string, answers: readonly string[]): Promise<number | undefined>;
  /** Resolves when the user asks to stop (SIGINT, SIGTERM). */
  stopped(): Promise<void>;
}
