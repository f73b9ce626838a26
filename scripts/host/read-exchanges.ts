import type { ExchangeFormat, Exchanges } from '../../contracts/exchanges/exchange.ts';
import * as formats from '../../contracts/exchanges/index.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { registry } from '../../generator/model/registry.ts';
import { readTextDocument } from '../../generator/model/text-document.ts';
import type { Host } from './host.ts';

const known = registry<ExchangeFormat>(formats);
const wanted = `a file of exchanges: ${known.map(({ summary }) => summary).join(', ')}`;

const noExchanges = defineProblem<{ file: string }>({
  code: 'verify/no-exchanges-file',
  severity: 'error',
  summary: 'The file is none of the forms in which exchanges are read.',
  message: (p) => `${p.file} is not ${wanted}`,
});
const noFiles = defineProblem<{ pattern: string }>({
  code: 'verify/no-exchanges',
  severity: 'error',
  summary: 'No file of exchanges fits the pattern.',
  message: (p) => `no file of exchanges fits ${p.pattern}`,
  help: 'Look at the pattern, or run what records first.',
});

const nothingIn = defineProblem<{ file: string }>({
  code: 'verify/nothing-judged',
  severity: 'warning',
  summary: 'A file holds no exchange that could be judged.',
  message: (p) => `${p.file} holds no exchange that could be judged`,
  help: 'An exchange counts when it has an answer and went to a server of the spec or to a --host.',
});

/** What recordings hold; `undefined` where one of them cannot be read: half a judgement is none. */
export async function readExchanges(
  patterns: readonly string[],
  hosts: ReadonlySet<string> | undefined,
  host: Host,
): Promise<{
  readonly recorded: readonly Exchanges[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const recorded: Exchanges[] = [];
  const diagnostics: Diagnostic[] = [];
  let refused = false;
  for (const pattern of patterns) {
    const files = await host.files.glob(pattern);
    if (files.length === 0) diagnostics.push(noFiles.at(startOf(pattern), { pattern }));
    refused ||= files.length === 0;
    for (const file of files) {
      const bytes = await host.files.read(file);
      const read =
        'fault' in bytes
          ? { exchanges: undefined, diagnostics: [bytes.fault] }
          : exchangesIn(bytes.bytes, host.files.shown(file), hosts);
      diagnostics.push(...read.diagnostics);
      if (read.exchanges) recorded.push(read.exchanges);
      else refused = true;
    }
  }
  return { recorded: refused ? undefined : recorded, diagnostics };
}

function exchangesIn(bytes: Uint8Array, file: string, hosts: ReadonlySet<string> | undefined) {
  const { value, diagnostics } = readTextDocument(bytes, file, { area: 'verify', kind: 'exchanges', wanted });
  if (!value) return { exchanges: undefined, diagnostics };
  const format = known.find((one) => one.recognises(value.root));
  if (!format) return { exchanges: undefined, diagnostics: [noExchanges.at(startOf(file), { file })] };
  const read = format.read(value, hosts);
  const found = [...diagnostics, ...read.diagnostics];
  if (read.exchanges?.exchanges.length !== 0) return { ...read, diagnostics: found };
  return { ...read, diagnostics: [...found, nothingIn.at(startOf(file), { file })] };
}
