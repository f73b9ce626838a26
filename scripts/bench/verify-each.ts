/**
 * One judge, one process: every interaction of a pact judged for the first time, each timed by itself after the document
 * is read. Prints milliseconds as JSON. Started by `verify.ts`: verify-each.ts TOOL MODULE SPEC PACT.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [tool = '', module = '', spec = '', pact = ''] = process.argv.slice(2);
const { interactions, ...rest } = JSON.parse(readFileSync(pact, 'utf8'));

type Judge = (pact: object) => Promise<void>;

const judges: Record<string, () => Promise<Judge>> = {
  async docpact() {
    const [{ verifyPacts }, { readPact }, { readOpenApi }] = await Promise.all([
      import(`${module}/contracts/verify.js`),
      import(`${module}/contracts/pact/read.js`),
      import(`${module}/generator/openapi/read.js`),
    ]);
    const { value: api } = readOpenApi(readFileSync(spec), spec);
    // As files come: places are told in the text.
    return async (one) => {
      const bytes = new TextEncoder().encode(JSON.stringify(one));
      verifyPacts(api, undefined, [readPact(bytes, pact).value]);
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

const start = judges[tool];
if (!start) throw new Error(`there is no judge ${tool}`);
const judge = await start();
const times: number[] = [];
for (const interaction of interactions) {
  const began = performance.now();
  await judge({ ...rest, interactions: [interaction] });
  times.push(performance.now() - began);
}
process.stdout.write(JSON.stringify(times));
