import type { ApiDescription, Operation, Origin, PermissionSet } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import type { JsonObject } from '../model/json.ts';
import { type Draft, object } from './write-draft.ts';

/** An alternative of an operation's `security`: one scope of one flow, or several that are needed together. */
interface Alternative {
  readonly flow: PermissionSet['flow'];
  readonly scopes: readonly string[];
  /** The row that names it first. */
  readonly row: PermissionSet;
}

const rank = (set: PermissionSet) => (set.flow === 'application' ? 2 : set.account === 'personal' ? 1 : 0);

/** Delegated before application, work accounts before personal ones, least privileged first; no scope twice. */
function alternativesOf(rows: readonly PermissionSet[]): Alternative[] {
  const found = new Map<string, Alternative>();
  for (const row of rows) {
    for (const { value, with: beside = [] } of row.scopes) {
      const key = `${row.flow} ${value} ${beside.join(' ')}`;
      if (!found.has(key)) found.set(key, { flow: row.flow, scopes: [value, ...beside], row });
    }
  }
  return [...found.values()];
}

/** What is written of one page's permissions. All operations of the page have the same. */
interface Written {
  readonly value: readonly JsonObject[];
  /** By item of the value. The whole has that of the first item, and items with the same have none of their own. */
  readonly origins: readonly Origin[];
}

function once(
  member: string,
  write: (permissions: readonly PermissionSet[]) => Written | undefined,
): (operation: Operation, at: string, draft: Draft) => readonly JsonObject[] | undefined {
  const known = new WeakMap<readonly PermissionSet[], Written | undefined>();
  return ({ permissions }, at, draft) => {
    if (permissions.length === 0) return undefined;
    if (!known.has(permissions)) known.set(permissions, write(permissions));
    const written = known.get(permissions);
    const [first] = written?.origins ?? [];
    if (!written || !first) return undefined;
    draft.mark(`${at}/${member}`, first);
    written.origins.forEach((origin, i) => {
      if (origin !== first) draft.mark(`${at}/${member}/${i}`, origin);
    });
    return written.value;
  };
}

/** `security` of an operation; undefined where no permission is documented. */
export const writeSecurity = once('security', (permissions) => {
  const rows = permissions.filter((set) => set.scopes.length > 0).sort((a, b) => rank(a) - rank(b));
  const origins = new Map(rows.map((row) => [row, originOf(row)]));
  const alternatives = alternativesOf(rows);
  return {
    value: alternatives.map(({ flow, scopes }) => ({ [flow]: [...scopes] })),
    origins: gather(alternatives, ({ row }) => origins.get(row) ?? row.origin),
  };
});

/** Where a row stands; inferred where nothing but the scopes' names tells their order. */
function originOf({ origin, scopes }: PermissionSet): Origin {
  const inferred = scopes.find((scope) => scope.origin.inferred)?.origin.inferred;
  return inferred === undefined ? origin : { places: origin.places, inferred };
}

/**
 * What `security` cannot say: kinds of accounts, who is not supported, under which circumstances, and that an order
 * was given. Left out where the page says nothing of the kind.
 */
export const writePermissions = once('x-docpact-permissions', (permissions) => {
  const more = permissions.some(
    (set) =>
      set.account !== undefined ||
      set.wording !== undefined ||
      set.circumstance !== '' ||
      set.scopes.length > 1,
  );
  if (!more) return undefined;
  const value = permissions.map((set) =>
    object([
      ['flow', set.flow],
      ['account', set.account],
      ['circumstance', set.circumstance === '' ? undefined : set.circumstance],
      ['label', set.label === usualLabel(set) ? undefined : set.label],
      ['order', set.scopes.length > 1 ? set.order : undefined],
      ['scopes', [...new Set(gather(set.scopes, (scope) => [scope.value, ...(scope.with ?? [])]))]],
      ['wording', set.wording === undefined || usualWording.test(set.wording) ? undefined : set.wording],
    ]),
  );
  return { value, origins: permissions.map((set) => set.origin) };
});

/** What the row of a flow and account is called on nearly all pages. */
function usualLabel({ flow, account }: PermissionSet): string {
  if (flow === 'application') return 'Application';
  return account === 'personal'
    ? 'Delegated (personal Microsoft account)'
    : 'Delegated (work or school account)';
}

/** What most rows without scopes say; that there are none says as much. */
const usualWording = /^not supported\.?$/i;

const authority = 'https://login.microsoftonline.com/common/oauth2/v2.0';

/** The two ways to come by a token, each with the scopes that operations name. */
export function securitySchemes(description: ApiDescription, draft: Draft): JsonObject {
  const scopes = { delegated: new Set<string>(), application: new Set<string>() };
  for (const operation of description.operations)
    for (const set of operation.permissions)
      for (const scope of set.scopes)
        for (const name of [scope.value, ...(scope.with ?? [])]) scopes[set.flow].add(name);
  const table = (flow: PermissionSet['flow']): JsonObject =>
    object([...scopes[flow]].sort(compareText).map((scope) => [scope, scope]));
  const schemes: [string, JsonObject][] = [];
  if (scopes.application.size > 0) {
    const clientCredentials = { tokenUrl: `${authority}/token`, scopes: table('application') };
    schemes.push(['application', { type: 'oauth2', flows: { clientCredentials } }]);
  }
  if (scopes.delegated.size > 0) {
    const urls = { authorizationUrl: `${authority}/authorize`, tokenUrl: `${authority}/token` };
    schemes.push([
      'delegated',
      { type: 'oauth2', flows: { authorizationCode: { ...urls, scopes: table('delegated') } } },
    ]);
  }
  for (const [name] of schemes)
    draft.mark(`/components/securitySchemes/${name}`, { places: [], inferred: 'graph-oauth2' });
  return object(schemes);
}
