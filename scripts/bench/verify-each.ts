/**
 * One judge, one process: every interaction of a pact judged for the first time, after the document is read. Prints as JSON
 * the milliseconds that each took by the clock, and those that all of them kept the processors busy. Bundled and started by `verify.ts`: TOOL SPEC PACT [MODULE].
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readPact } from '../../contracts/pact/read.ts';
import { verifyPacts } from '../../contracts/verify.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { optimiseLess } from '../host/heap.ts';

const [tool = '', spec = '', pact = '', module = ''] = process.argv.slice(2);
const { interactions, ...rest } = JSON.parse(readFileSync(pact, 'utf8'));

type Judge = (pact: object) => Promise<void>;

const judges: Record<string, () => Promise<Judge>> = {
  async docpact() {
    const { value: api } = readOpenApi(readFileSync(spec), spec);
    if (!api) throw new Error(`${spec} cannot be read`);
    // As `docpact verify` does.
    optimiseLess(readFileSync(spec).length);
    // As files come: places are told in the text.
    return async (one) => {
      const bytes = new TextEncoder().encode(JSON.stringify(one));
      const { value } = readPact(bytes, pact);
      verifyPacts(api, undefined, value ? [value] : []);
    };
  },
  async opc() {
    const { Comparator } = await import(pathToFileURL(module).href);
    const comparator = new Comparator({ oas: JSON.parse(readFileSync(spec, 'utf8')) });
    return async (one) => {
      for await (const _ of comparator.compare(one));
    };
  },
};

judgeAll();

async function judgeAll(): Promise<void> {
  const start = judges[tool];
  if (!start) throw new Error(`there is no judge ${tool}`);
  const judge = await start();
  const times: number[] = [];
  const before = process.cpuUsage().user;
  for (const interaction of interactions) {
    const began = performance.now();
    await judge({ ...rest, interactions: [interaction] });
    times.push(performance.now() - began);
  }
  const busy = (process.cpuUsage().user - before) / 1000;
  process.stdout.write(JSON.stringify({ times, busy }));
}
