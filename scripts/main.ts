import { Command as Commander, CommanderError } from 'commander';
import { terminalText } from '../generator/model/printers/terminal.ts';
import { registry } from '../generator/model/registry.ts';
import type { Command } from './command.ts';
import * as commands from './commands/index.ts';
import { OutputLost, stderr, stdout } from './host/output.ts';
import { packageVersion } from './host/version.ts';
import { shareOptions } from './shared-options.ts';

const exitCodes = `
Exit codes:
  0  fine (findings below --fail-on included)
  1  findings at or above --fail-on
  2  misuse, or input that cannot be read or is refused
  3  a fault of docpact itself`;

/** Help is written as results are, and has no colours. */
const ownOutput = {
  writeOut: (text: string) => stdout.write(text),
  writeErr: (text: string) => stderr.write(text),
  getOutHelpWidth: () => stdout.columns,
  getErrHelpWidth: () => stderr.columns,
  getOutHasColors: () => false,
  getErrHasColors: () => false,
};

/** Runs one command line and returns the exit code. Throws `OutputLost` alone: a fault of our own is code 3 and one message. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await parse(helpAsked(argv));
  } catch (error) {
    if (error instanceof OutputLost) throw error;
    return ownFault(error);
  }
}

/** `docpact help verify` is `docpact verify --help`; a name that nobody knows is told, with the near one. */
function helpAsked(argv: readonly string[]): readonly string[] {
  const [first, second] = argv;
  if (first === 'help' && second !== undefined) return isCommand(second) ? [second, '--help'] : [second];
  const isUnknown = first !== undefined && !first.startsWith('-') && first !== 'help' && !isCommand(first);
  return isUnknown ? [first] : argv;
}

async function parse(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Commander('docpact')
    .description('Documentation in, contract out.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', `${exitCodes}\n\nStart with: docpact init`)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      ...ownOutput,
      outputError: (text, write) => write(text.replace(/^error: /, 'docpact: ')),
    });
  const all = registry<Command>(commands);
  // Nothing is asked of the others when one is named: to describe them takes as long as some of what it does.
  const named = all.filter(({ name }) => name === argv[0]);
  for (const command of named.length > 0 ? named : all) {
    addCommand(program, command, async (outcome) => {
      code = await outcome;
    });
  }
  if (argv.length === 0) {
    stderr.write(guidance());
    return 2;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // A near word says what to do; else one line does, and never the help itself, in which the fault would be lost.
    if (!error.message.includes('(Did you mean'))
      stderr.write(`See: docpact ${isCommand(argv[0]) ? `${argv[0]} ` : ''}--help\n`);
    return 2;
  }
  return code;
}

function addCommand(
  program: Commander,
  command: Command,
  ended: (code: Promise<number>) => Promise<void>,
): void {
  const sub = program
    .command(command.name)
    .description(command.summary)
    .exitOverride()
    .showHelpAfterError(false);
  if (command.arguments !== undefined) sub.arguments(command.arguments);
  for (const { flags, summary } of command.options) sub.option(flags, summary);
  shareOptions(sub);
  refuseRepeated(sub);
  const examples = command.examples.map(({ line, does }) => `  ${line}\n      ${does}`).join('\n');
  sub.addHelpText('after', `\nExamples:\n${examples}\n${exitCodes}`);
  sub.action(async () => {
    const values = sub.opts();
    const args = sub.processedArgs.flat().filter((arg) => typeof arg === 'string');
    // Loaded here and not above: `--help` needs none of it.
    const { runCommand } = await import('./run-command.ts');
    await ended(runCommand(command, args, values));
  });
}

/** Of a flag that takes one value the last would win, and nobody would know that the first did nothing. */
function refuseRepeated(command: Commander): void {
  for (const option of command.options) {
    // A flag that gathers its values says so: `--pact <file...>`, or by a function of its own.
    if (option.isBoolean() || option.variadic || option.parseArg) continue;
    const given: string[] = [];
    command.on(`option:${option.name()}`, (value: string | null) => {
      given.push(terminalText(value ?? '(no value)'));
      if (given.length > 1)
        command.error(`error: ${option.long} takes one value and is given twice: ${given.join(', ')}`);
    });
  }
}

function isCommand(word: string | undefined): boolean {
  return registry<Command>(commands).some(({ name }) => name === word);
}

function guidance(): string {
  const rows = registry<Command>(commands).map(
    ({ name, summary }) => `  docpact ${name.padEnd(9)} ${summary}`,
  );
  return `docpact needs a command:\n${rows.join('\n')}\n\nStart with docpact init. More of one: docpact <command> --help\n`;
}

function ownFault(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`docpact: this is a fault of docpact itself: ${terminalText(message)}\n`);
  if (process.env['DOCPACT_DEBUG'] === '1' && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
  else stderr.write('Please report it with the command line; DOCPACT_DEBUG=1 shows where it happened.\n');
  return 3;
}
