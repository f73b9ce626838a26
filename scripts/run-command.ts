import { terminalText } from '../generator/model/printers/terminal.ts';
import type { Acceptance } from './acceptance.ts';
import { type Command, type Invocation, Options, type Outcome } from './command.ts';
import type { LoadedConfig } from './config.ts';
import { loadAcceptance } from './host/acceptance-file.ts';
import type { Host } from './host/host.ts';
import { stderr } from './host/output.ts';
import { terminalHost } from './host/terminal.ts';
import { exitCode, parseShared, type SharedOptions, showOutcome } from './outcome.ts';

const nothingAccepted = { value: undefined, diagnostics: [] };

/** Runs one command with what it was called with and shows its outcome; returns the exit code. */
export async function runCommand(
  command: Command,
  args: string[],
  values: Record<string, unknown>,
): Promise<number> {
  const shared = parseShared(values);
  if ('misuse' in shared) {
    stderr.write(`docpact: ${terminalText(shared.misuse)}\n`);
    return 2;
  }
  const host = terminalHost({ quiet: shared.quiet, colour: shared.colour });
  const { value: acceptance, diagnostics: faults } =
    command.judges === false ? nothingAccepted : await loadAcceptance(host, shared.config);
  const run = () => command.run(invocation(args, values, shared, host, acceptance), host);
  // Told before anything is done: nobody wants code written by a call that is refused.
  let made: Outcome = faults.length > 0 ? { diagnostics: faults, refused: true } : await run();
  for (;;) {
    const outcome = acceptance?.applied(made) ?? made;
    const code = exitCode(outcome, shared.failOn);
    const shown = await showOutcome(command.name, outcome, shared, host);
    if (!outcome.again) return shown ? code : Math.max(code, 2);
    const next = await outcome.again();
    // Whoever stops a watch has seen each outcome; that he stopped it is no failure.
    if (!next) return 0;
    made = next;
  }
}

function invocation(
  args: string[],
  values: Record<string, unknown>,
  shared: SharedOptions,
  host: Host,
  acceptance: Acceptance | undefined,
): Invocation {
  let loaded: Promise<LoadedConfig> | undefined;
  return {
    args,
    options: new Options(values),
    config: () => {
      loaded ??= import('./host/config-file.ts').then(({ loadConfigFile }) =>
        loadConfigFile(host, shared.config),
      );
      return loaded;
    },
    accepts: acceptance?.accepts ?? (() => false),
    ...(acceptance ? { accepted: acceptance.accepted } : {}),
  };
}
