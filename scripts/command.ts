import type { Area, Diagnostic } from '../generator/model/diagnostic.ts';
import type { Json } from '../generator/model/json.ts';
import type { LoadedConfig } from './config.ts';
import type { Host } from './host/host.ts';
import type { Accepted, Accepts, CodeDescription, Reported } from './report.ts';

/**
 * The contract of a file under `commands/`: data that `--help` prints, and `run`. A command file imports what it
 * needs inside `run` (`await import(…)`), so that `docpact --version` loads none of it.
 */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** In commander's spelling: `<page...>`, `[base]`, `<base> <head>`. */
  readonly arguments?: string;
  readonly options: readonly CommandOption[];
  /** Command lines with what they do; `--help` prints them. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** `false`: it finds nothing, so it runs whatever is wrong with the file of what is accepted. */
  readonly judges?: false;
  run(invocation: Invocation, host: Host): Promise<Outcome>;
}

export interface CommandOption {
  /** In commander's spelling: `--spec <file>`, `--pact <file...>`, `--check`. */
  readonly flags: string;
  readonly summary: string;
}

export interface Invocation {
  readonly args: readonly string[];
  readonly options: Options;
  /** The configuration file, read when asked for. `fault` holds why it could not be read. */
  config(): Promise<LoadedConfig>;
  /** For what a command itself counts: `docpact.accept.yaml` is applied to every outcome, whatever the command says. */
  readonly accepts: Accepts;
  /** The same, with the reason. */
  readonly accepted?: (diagnostic: Diagnostic) => Accepted | undefined;
}

/** What a command found. The exit code follows from it: refused 2, findings at or above `--fail-on` 1, else 0. */
export interface Outcome {
  readonly diagnostics: readonly Reported[];
  /** The input could not be read or was refused: nothing was judged, nothing written. */
  readonly refused?: boolean;
  /** What stdout shows in text form, above the findings. */
  readonly text?: string;
  /** A document that is itself the result: stdout is this alone, byte for byte, and findings go to stderr. */
  readonly document?: string;
  /** For a command that watches: the outcome after the next change; undefined when the user asked to stop. */
  readonly again?: () => Promise<Outcome | undefined>;
  /** The command's own part of `--format json`, beside the diagnostics. */
  readonly data?: Readonly<Record<string, Json>>;
  /** Names of headers, parameters and cookies whose values no report may show, beside those that everybody knows. */
  readonly secrets?: readonly string[];
  /** What the codes mean that the command can report: SARIF's rules. */
  readonly codes?: readonly CodeDescription[];
  /** Left out where only a part was looked at: then nobody can say that an acceptance is of no use. */
  readonly whole?: Whole;
}

/** What was looked at completely, as the configuration names it. */
export interface Whole {
  /** Every finding of these areas that there is was found. */
  readonly areas: readonly Area[];
  /** Everything that the configuration asks for was done. */
  readonly all?: boolean;
}

/** The flags of one call, by their long name without dashes: `pact`, `fail-on`. */
export class Options {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.#value(name);
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.map(String) : [];
  }

  flag(name: string): boolean {
    return this.#value(name) === true;
  }

  /** Of a flag whose value may be left out (`--provider [url]`): the value, or true without one. */
  given(name: string): string | true | undefined {
    return this.flag(name) ? true : this.text(name);
  }

  /** commander keeps `--fail-on` as `failOn`. */
  #value(name: string): unknown {
    return this.#values[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
  }
}
