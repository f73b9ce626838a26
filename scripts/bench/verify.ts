/**
 * How fast pacts are judged, beside the comparator that others use (@pactflow/openapi-pact-comparator), on GitHub's
 * document and a pact made of its own examples. Whole processes in turn; trust the ratios, and those of processor time most.
 * Peer and document come from the registry into a scratch folder, in the versions that are printed. What is called the time of
 * a first-seen interaction is that of a hundred of them divided by their number, the first with all that it brings included.
 * Reads are what can be asked without a body or a query.
 *
 *     npm run build && npx tsx scripts/bench/verify.ts [--rounds N]
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries, isArray, type Json, type JsonObject, member } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { bundleStarted } from '../gates/bundle.ts';
import { figure } from './figures.ts';
import { pactFromExamples } from './pact-from-examples.ts';
import { type Run, runNode } from './process.ts';
import { median } from './ratio.ts';
import { scratchFolder } from './scratch.ts';
import { besideReading } from './small-call.ts';

const root = join(fileURLToPath(import.meta.url), '../../..');
const cli = join(root, 'dist/scripts/cli.cjs');
const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt === -1 ? 3 : Number(process.argv[roundsAt + 1]);

const noTenth =
  'the comparator puts one value to a validator; a verdict is about all values, and shows one that is refused. ' +
  'Most of the time is the walk of schemas that are met for the first time, and the making of witnesses.';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const scratch = scratchFolder(say);
scratch.install(['@pactflow/openapi-pact-comparator', '@octokit/openapi']);
const spec = scratch.installed('@octokit/openapi/generated/api.github.com.json');
const peer = scratch.installed('@pactflow/openapi-pact-comparator/dist');
const pacts = writePacts();
await firstSeen();
coldStart('reads');
coldStart('all');
smallPacts();
rmSync(scratch.path, { recursive: true });

/** Three files: all interactions, those that only read, and a hundred from all over. */
function writePacts() {
  const { value: api } = readOpenApi(readFileSync(spec), spec);
  if (!api) throw new Error(`${spec} cannot be read`);
  const pact = pactFromExamples(api);
  const interactions = isArray(pact['interactions']) ? pact['interactions'] : [];
  const write = (name: string, content: JsonObject) => {
    const path = join(scratch.path, name);
    writeFileSync(path, JSON.stringify(content, null, 2));
    return path;
  };
  const reads = interactions.filter(isRead);
  say(`${interactions.length} interactions, ${reads.length} of them reads`);
  const spread = Math.ceil(interactions.length / 100);
  const some = interactions.filter((_, i) => i % spread === 0);
  const all = write('all.json', pact);
  return {
    all,
    reads: write('reads.json', { ...pact, interactions: reads }),
    some: write('some.json', { ...pact, interactions: some }),
  };
}

function isRead(interaction: Json): boolean {
  const request = member(interaction, 'request');
  return member(request, 'method') === 'GET' && entries(member(request, 'query')).length === 0;
}

/** Time of each interaction whose schemas were not seen before. */
async function firstSeen(): Promise<void> {
  // Where the package's own dependencies are found; as the command line is bundled.
  const folder = join(root, 'node_modules/.cache/docpact/bench');
  await bundleStarted({ 'scripts/verify-each': 'scripts/bench/verify-each.ts' }, folder);
  const script = join(folder, 'scripts/verify-each.cjs');
  const each = (tool: string, module = '') => {
    const { out } = runNode([script, tool, spec, pacts.some, module], root);
    return JSON.parse(out) as { readonly times: readonly number[]; readonly busy: number };
  };
  const ours = each('docpact');
  const theirs = each('opc', join(peer, 'index.mjs'));
  const shown = ({ times, busy }: typeof ours) => {
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    return `mean ${mean.toFixed(2)} ms (${(busy / times.length).toFixed(2)} ms of processors), median ${median(times).toFixed(2)} ms, first ${(times[0] ?? 0).toFixed(0)} ms`;
  };
  say(`${ours.times.length} first-seen interactions, document read before`);
  say(`  docpact: ${shown(ours)}`);
  say(`  comparator: ${shown(theirs)}, ${(theirs.busy / ours.busy).toFixed(1)} times docpact's processors`);
  const perEach = ({ times, busy }: typeof ours) => `${(busy / times.length).toFixed(2)} ms`;
  figure({
    what: `processor time of each of ${ours.times.length} interactions with schemas not seen before`,
    measured: perEach(ours),
    beside: `comparator ${perEach(theirs)}`,
    value: ours.busy / theirs.busy,
    unit: 'times',
    atMost: 0.1,
    missed: noTenth,
  });
}

function coldStart(which: 'reads' | 'all'): void {
  const commands = {
    docpact: [cli, 'verify', '--spec', spec, '--pact', pacts[which], '--format', 'json'],
    comparator: [join(peer, 'cli.cjs'), '--oas', spec, pacts[which]],
  };
  const best = (runs: readonly Run[]) => ({
    seconds: Math.min(...runs.map((run) => run.seconds)),
    busy: Math.min(...runs.map((run) => run.busySeconds)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
  });
  const runs: Record<keyof typeof commands, Run[]> = { docpact: [], comparator: [] };
  for (let round = 0; round < rounds; round++) {
    runs.docpact.push(runNode(commands.docpact, scratch.path));
    runs.comparator.push(runNode(commands.comparator, scratch.path));
  }
  const [ours, theirs] = [best(runs.docpact), best(runs.comparator)];
  const shown = ({ seconds, busy, megabytes }: typeof ours) =>
    `${seconds.toFixed(2)} s (${busy.toFixed(2)} s of processors), ${megabytes.toFixed(0)} MB`;
  say(`${which} from a cold start`);
  say(`  docpact: ${shown(ours)}`);
  say(`  comparator: ${shown(theirs)}, ${(theirs.busy / ours.busy).toFixed(1)} times docpact's processors`);
  const what = which === 'reads' ? 'all reads' : 'all interactions';
  figure({
    what: `processor time of ${what} from a cold start`,
    measured: `${ours.busy.toFixed(2)} s`,
    beside: `comparator ${theirs.busy.toFixed(2)} s`,
    value: ours.busy / theirs.busy,
    unit: 'times',
    atMost: 0.1,
    missed: noTenth,
  });
  figure({
    what: `highest memory of ${what}`,
    measured: `${ours.megabytes.toFixed(0)} MB`,
    beside: `comparator ${theirs.megabytes.toFixed(0)} MB`,
    value: ours.megabytes,
    unit: 'MB',
    atMost: 300,
    missed: 'how soon the heap is collected is a matter of V8.',
  });
}

/** The spec of this repository is YAML, that of the tests' small pact is JSON. */
function smallPacts(): void {
  const fixtures = join(root, 'contracts/pact/fixtures');
  const pacts = join(root, 'contracts/pacts');
  const own = readdirSync(pacts).filter((name) => name.endsWith('.json'));
  for (const [form, spec, pact] of [
    ['YAML', join(root, 'spec/openapi.yaml'), join(pacts, own[0] ?? '')],
    ['JSON', join(fixtures, 'certificates.openapi.json'), join(fixtures, 'certificates.pact.json')],
  ] as const)
    besideReading(
      {
        what: `a small pact on the command line, the spec as ${form}`,
        command: ['verify', '--spec', spec, '--pact', pact, '--fail-on', 'error', '--quiet'],
        files: [spec, pact],
        rounds: 5 * rounds,
      },
      say,
    );
}
