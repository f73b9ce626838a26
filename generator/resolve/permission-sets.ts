import type { Fact, FactAbout } from '../dialects/fact.ts';
import type { PermissionSet, Scope } from '../model/description.ts';
import { inferredBy, originOf } from './facts-of.ts';

/** The rows of a page's permission tables, scopes in the order from least to most privileged. */
export function permissionSets(facts: readonly Fact[]): PermissionSet[] {
  const rows = new Map<string, FactAbout<'permission'>[]>();
  const sets: { key: string; set: PermissionSet }[] = [];
  const keyOf = (value: { flow: string; account: string | undefined; label: string; circumstance: string }) =>
    `${value.flow}\0${value.account}\0${value.label}\0${value.circumstance}`;
  for (const fact of facts) {
    if (fact.predicate === 'permission') {
      const key = keyOf(fact.value);
      const row = rows.get(key);
      if (row) row.push(fact);
      else {
        rows.set(key, [fact]);
        sets.push({ key, set: emptySet(fact) });
      }
    } else if (fact.predicate === 'permission-none') sets.push({ key: '', set: emptySet(fact) });
  }
  return sets.map(({ key, set: { flow, account, order, label, wording, circumstance, origin } }) => {
    const scopes = ordered(rows.get(key) ?? [], order);
    return { flow, account, scopes, order, label, wording, circumstance, origin };
  });
}

function emptySet(fact: FactAbout<'permission'> | FactAbout<'permission-none'>): PermissionSet {
  const { flow, account, label, circumstance } = fact.value;
  return {
    flow,
    account,
    scopes: [],
    order: fact.predicate === 'permission' ? fact.value.order : 'least-first',
    label,
    wording: fact.predicate === 'permission-none' ? fact.value.wording : undefined,
    circumstance,
    origin: originOf(fact.at),
  };
}

function ordered(facts: readonly FactAbout<'permission'>[], order: PermissionSet['order']): Scope[] {
  const scopes = facts.map(
    (fact): Scope => ({ value: fact.value.scope, with: fact.value.with, origin: originOf(fact.at) }),
  );
  if (order === 'least-first') return scopes;
  if (order === 'most-first') return scopes.reverse();
  return scopes
    .map((scope, i) => ({ scope, i, weight: privilege(scope.value) }))
    .sort((a, b) => a.weight - b.weight || a.i - b.i)
    .map(({ scope }) => (scopes.length > 1 ? { ...scope, origin: named(scope.origin.places) } : scope));
}

const named = (places: Scope['origin']['places']) => inferredBy('scope-order-by-name', ...places);

/** Where a page gives no order, the scopes' own names do: `Read` is less than `ReadWrite`. */
function privilege(scope: string): number {
  if (/\.(?:readwrite|write|manage|fullcontrol)/i.test(scope)) return 2;
  return /\.readbasic/i.test(scope) ? 0 : 1;
}
