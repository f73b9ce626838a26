import type { ApiDescription, Operation, Origin, PermissionSet } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { type Draft, object } from './write-draft.ts';

/** An alternative of an operation's `security`: one scope of one flow is enough. */
interface Alternative {
  readonly flow: PermissionSet['flow'];
  readonly scope: string;
  origin: Origin;
}

/** Delegated before application, work accounts before personal ones, least privileged first; no scope twice. */
function alternativesOf(operation: Operation): Alternative[] {
  const rank = (set: PermissionSet) => (set.flow === 'application' ? 2 : set.account === 'personal' ? 1 : 0);
  const sets = operation.permissions
    .map((set, i) => ({ set, i }))
    .sort((a, b) => rank(a.set) - rank(b.set) || a.i - b.i);
  const found = new Map<string, Alternative>();
  for (const { set } of sets) {
    for (const { value: scope, origin } of set.scopes) {
      const key = `${set.flow} ${scope}`;
      const known = found.get(key);
      if (known) known.origin = { ...known.origin, places: [...known.origin.places, ...origin.places] };
      else found.set(key, { flow: set.flow, scope, origin });
    }
  }
  return [...found.values()];
}

/** `security` of an operation; undefined where no permission is documented. */
export function writeSecurity(operation: Operation, at: string, draft: Draft): JsonObject[] | undefined {
  const alternatives = alternativesOf(operation);
  for (const [i, { origin }] of alternatives.entries()) draft.mark(`${at}/security/${i}`, origin);
  if (alternatives.length === 0) return undefined;
  return alternatives.map(({ flow, scope }) => ({ [flow]: [scope] }));
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
      ['scopes', set.scopes.map((scope) => scope.value)],
      ['wording', set.wording],
    ]);
  });
}

const authority = 'https://login.microsoftonline.com/common/oauth2/v2.0';

/** The two ways to come by a token, each with the scopes that operations name. */
export function securitySchemes(description: ApiDescription, draft: Draft): JsonObject {
  const scopes = { delegated: new Map<string, Origin>(), application: new Map<string, Origin>() };
  for (const operation of description.operations)
    for (const { flow, scope, origin } of alternativesOf(operation))
      if (!scopes[flow].has(scope)) scopes[flow].set(scope, origin);
  const table = (flow: PermissionSet['flow']): JsonObject =>
    object([...scopes[flow].keys()].sort(compareText).map((scope) => [scope, scope]));
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
