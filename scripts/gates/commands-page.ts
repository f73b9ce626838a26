import { Command as Commander } from 'commander';
import type { Command } from '../command.ts';
import { shareOptions } from '../shared-options.ts';

/** docs/commands.md: every command with its flags and examples, made of what the commands say of themselves. */
export function commandsPage(commands: readonly Command[]): string {
  const shared = new Commander();
  shareOptions(shared);
  return [
    '# Commands',
    '',
    'This page is made from what the commands say of themselves (`scripts/commands/`): change those, then run `npm run docs`.',
    '`docpact <command> --help` shows the same.',
    '',
    ...table(
      ['command', 'does'],
      commands.map(({ name, summary }) => [`[\`docpact ${name}\`](#docpact-${name})`, summary]),
    ),
    '',
    '| exit code | means |',
    '|---|---|',
    '| 0 | fine, findings below `--fail-on` included |',
    '| 1 | findings at or above `--fail-on` |',
    '| 2 | misuse, or input that cannot be read or is refused |',
    '| 3 | a fault of docpact itself |',
    '',
    '## Flags of all commands',
    '',
    ...flags(shared.options.map(({ flags: name, description }) => ({ flags: name, summary: description }))),
    ...commands.flatMap(section),
    '',
  ].join('\n');
}

function section({ name, summary, arguments: args, options, examples }: Command): string[] {
  return [
    '',
    `## docpact ${name}`,
    '',
    cell(summary),
    '',
    '```console',
    `docpact ${name}${args === undefined ? '' : ` ${args}`}${options.length > 0 ? ' [flags]' : ''}`,
    '```',
    ...(options.length > 0 ? ['', ...flags(options)] : []),
    '',
    ...table(
      ['example', 'does'],
      examples.map(({ line, does }) => [code(line), does]),
    ),
  ];
}

function flags(options: Command['options']): string[] {
  return table(
    ['flag', 'means'],
    options.map(({ flags: name, summary }) => [code(name), summary]),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}

/** Angle brackets are text outside of code, and bars are no cells. */
function cell(text: string): string {
  const shown = text.startsWith('`') ? text : text.replaceAll('<', '&lt;');
  return shown.replaceAll('|', '\\|');
}
