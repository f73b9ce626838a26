import type { Command as Commander } from 'commander';
import * as reporters from './reporters/index.ts';

/** The flags that every command has. */
export function shareOptions(command: Commander): void {
  command
    .option('--config <file>', 'the configuration file (default: docpact.config.*, searched upward)')
    .option('--format <format>', 'what stdout shows: text or json', 'text')
    .option(
      '--report <format=file>',
      `write a report too, repeatable: ${Object.keys(reporters).sort().join(', ')}`,
      append,
    )
    .option('--fail-on <severity>', 'the least severity that fails: error, warning or info', 'error')
    .option('--quiet', 'no progress on stderr')
    .option('--no-color', 'no colours, like the variable NO_COLOR');
}

function append(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
