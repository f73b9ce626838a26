import type { ApiDescription, Operation, Origin, PermissionSet } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { type Draft, object } from './write-draft.ts';

/** An alternative of an operation's `security`: one scope of one flow, or several that are needed together. */
interface Alternative {
  readonly flow: PermissionSet['flow'];
  readonly scopes: readonly string[];
  readonly inferred: string | undefined;
  readonly places: Origin['places'][number][];
}

/** Delegated before application, work accounts before personal ones, least privileged first; no scope twice. */
function alternativesOf(operation: Operation): Alternative[] {
  const rank = (set: PermissionSet) => (set.flow === 'application' ? 2 : set.account === 'personal' ? 1 : 0);
  const sets = operation.permissions
    .map((set, i) => ({ set, i }))
    .sort((a, b) => rank(a.set) - rank(b.set) || a.i - b.i);
  const found = new Map<string, Alternative>();
  for (const { set } of sets) {
    for (const { value, with: beside = [], origin } of set.scopes) {
      const scopes = [value, ...beside];
      const key = `${set.flow} ${scopes.join(' ')}`;
      const known = found.get(key);
      if (known) known.places.push(...origin.places);
      else found.set(key, { flow: set.flow, scopes, inferred: origin.inferred, places: [...origin.places] });
    }
  }
  return [...found.values()];
}

/** `security` of an operation; undefined where no permission is documented. */
export function writeSecurity(operation: Operation, at: string, draft: Draft): JsonObject[] | undefined {
  const alternatives = alternativesOf(operation);
  for (const [i, { places, inferred }] of alternatives.entries())
    draft.mark(`${at}/security/${i}`, inferred === undefined ? { places } : { places, inferred });
  if (alternatives.length === 0) return undefined;
  return alternatives.map(({ flow, scopes }) => ({ [flow]: [...scopes] }));
}

/**
 * What `security` cannot say: kinds of accounts, who is not supported, under which circumstances, and that an order
 * was given. Left out where the page says nothing of the kind.
 */
export function writePermissions(operation: Operation, at: string, draft: Draft): JsonObject[] | undefined {
  const more = operation.permissions.some(
    (set) =>
      set.account !== undefined ||
      set.wording !== undefined ||
      set.circumstance !== '' ||
      set.scopes.length > 1,
  );
  if (!more) return undefined;
  return operation.permissions.map((set, i) => {
    draft.mark(`${at}/x-docpact-permissions/${i}`, set.origin);
    return object([
      ['flow', set.flow],
      ['account', set.account],
      ['circumstance', set.circumstance === '' ? undefined : set.circumstance],
      ['label', set.label],
      ['order', set.scopes.length > 1 ? set.order : undefined],
      ['scopes', [...new Set(set.scopes.flatMap((scope) => [scope.value, ...(scope.with ?? [])]))]],
      ['wording', set.wording],
    ]);
  });
}

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
