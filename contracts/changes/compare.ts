import { type Json, sameJson } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { valueBelow } from '../../generator/model/pointer.ts';
import { registry } from '../../generator/model/registry.ts';
import type { Api, Operation } from '../../generator/openapi/api.ts';
import { Alike } from './alike.ts';
import type { Change, Comparison, PolicyName } from './change.ts';
import type { Check } from './check.ts';
import { Causes } from './collect.ts';
import * as checks from './index.ts';
import { matchOperations } from './match-operations.ts';
import { type ChecksByPair, type ChecksOf, type Walked, walkOperations } from './operation-walk.ts';
import { SchemaWalk } from './schema-walk.ts';
import type { Subjects } from './subjects.ts';
import { Views } from './view.ts';

export interface CompareOptions {
  /** Whose words decide where a contract leaves room. Default: `contract`, which is the contract alone. */
  readonly policy?: PolicyName;
}

/** What changed from one document to the other that somebody can tell who calls or serves the API. */
export function compare(base: Api, head: Api, { policy = 'contract' }: CompareOptions = {}): Comparison {
  if (base.root === head.root) return { verdict: 'same', changes: [], semver: 'none' };
  const alike = new Alike(base, head);
  const causes = new Causes(policy);
  const schemas = new SchemaWalk(new Views(base, head, alike), alike, checksOf('schema'));
  const walked: Walked = { base, head, alike, schemas, checks: checksOf, causes };
  const operations = matchOperations(...changedOperations(base, head, alike));
  const webhooks = matchOperations(base.operationsIn('/webhooks'), head.operationsIn('/webhooks'));
  for (const check of checksOf('document'))
    for (const found of check.check({ base, head, operations, webhooks }))
      causes.add(check, found, { operation: undefined, part: undefined, sender: 'client' });
  for (const [own, theirs] of operations.pairs) walkOperations(walked, own, theirs, 'client');
  for (const [own, theirs] of webhooks.pairs) walkOperations(walked, own, theirs, 'provider');
  return comparisonOf(causes.changes(), () => sameJson(base.root, head.root));
}

/** All checks, in the order of their codes. */
export const allChecks = once((): readonly Check[] => registry<Check>(checks));

const checksOf: ChecksOf = (of) => byPair()[of];

const byPair = once((): ChecksByPair => {
  const only = <Of extends keyof Subjects>(of: Of) =>
    allChecks().filter((check): check is Check<Of> => check.of === of);
  return {
    document: only('document'),
    operation: only('operation'),
    parameter: only('parameter'),
    content: only('content'),
    header: only('header'),
    schema: only('schema'),
  };
});

/** The operations of both documents, without the paths that say the same in both. */
function changedOperations(base: Api, head: Api, alike: Alike): [readonly Operation[], readonly Operation[]] {
  const inherited = ['servers', 'security', 'components/securitySchemes'].every((name) =>
    alike.values(valueIn(base, name), valueIn(head, name)),
  );
  const same = new Set(
    inherited ? base.paths.filter((path) => alike.values(pathIn(base, path), pathIn(head, path))) : [],
  );
  const of = (api: Api) =>
    api.paths.filter((path) => !same.has(path)).flatMap((path) => api.operationsAt(path));
  return [of(base), of(head)];
}

function pathIn(api: Api, path: string): Json | undefined {
  return valueBelow(api.root, ['paths', path]);
}

function valueIn(api: Api, name: string): Json | undefined {
  return valueBelow(api.root, name.split('/'));
}

function comparisonOf(changes: readonly Change[], isSame: () => boolean): Comparison {
  const has = (verdict: Change['verdict']) => changes.some((one) => one.verdict === verdict);
  if (has('breaking')) return { verdict: 'breaking', changes, semver: 'major' };
  // What cannot be followed is no change where it is word for word the same.
  if (has('undecided') && isSame()) return { verdict: 'same', changes: [], semver: 'none' };
  // Nobody should trust a version that says "nothing breaks" where nobody knows.
  if (has('undecided')) return { verdict: 'undecided', changes, semver: 'major' };
  if (has('compatible')) return { verdict: 'compatible', changes, semver: 'minor' };
  if (changes.length > 0 || !isSame()) return { verdict: 'spelling', changes, semver: 'patch' };
  return { verdict: 'same', changes, semver: 'none' };
}
