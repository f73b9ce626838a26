import { sameJson, stringMember } from '../../generator/model/json.ts';
import type { Api, Operation, SecurityRequirement, SecurityScheme } from '../../generator/openapi/api.ts';
import type { OperationPair } from './subjects.ts';

/** One way to be let in: the schemes that it takes, each with its scopes; none where nothing is needed. */
export interface Alternative {
  readonly pointer: string;
  readonly schemes: ReadonlyMap<SecurityScheme | string, ReadonlySet<string>>;
}

/** The alternatives of two operations, and the schemes of both documents that are the same. */
export interface SecurityPair {
  readonly base: readonly Alternative[];
  readonly head: readonly Alternative[];
  /** Schemes of the base and those of the head that took their place. */
  readonly schemes: readonly (readonly [SecurityScheme, SecurityScheme])[];
}

/** In the words of the base: a scheme of the head that took the place of one there is called by that. */
export function securityPair({ base, head, baseApi, headApi }: OperationPair): SecurityPair {
  const successors = successorsOf(baseApi, headApi);
  const before = alternativesOf(base, baseApi, (scheme) => scheme);
  const after = alternativesOf(head, headApi, (scheme) => successors.get(scheme) ?? scheme);
  const used = new Set(before.flatMap(({ schemes }) => [...schemes.keys()]));
  const named = new Set(head.security.flatMap(({ schemes }) => schemes.map(({ name }) => name)));
  const schemes = [...successors].flatMap(([theirs, own]) =>
    used.has(own) && named.has(theirs.name) ? [[own, theirs] as const] : [],
  );
  return { base: before, head: after, schemes };
}

function alternativesOf(
  operation: Operation,
  api: Api,
  known: (scheme: SecurityScheme) => SecurityScheme,
): readonly Alternative[] {
  const open: SecurityRequirement = { pointer: `${operation.pointer}/security`, schemes: [] };
  const listed = operation.security.length === 0 ? [open] : operation.security;
  const byName = schemesOf(api);
  return listed.map(({ pointer, schemes }) => ({
    pointer,
    schemes: new Map(
      schemes.map(({ name, scopes }) => {
        const scheme = byName.get(name);
        return [scheme ? known(scheme) : name, new Set(scopes)];
      }),
    ),
  }));
}

const known = new WeakMap<Api, ReadonlyMap<string, SecurityScheme>>();

function schemesOf(api: Api): ReadonlyMap<string, SecurityScheme> {
  const before = known.get(api);
  if (before) return before;
  const schemes = new Map(api.securitySchemes.map((scheme) => [scheme.name, scheme]));
  known.set(api, schemes);
  return schemes;
}

const remembered = new WeakMap<Api, WeakMap<Api, Map<SecurityScheme, SecurityScheme>>>();

/** Schemes of the head by those of the base: of the same name and type, or the same but for the name. */
function successorsOf(base: Api, head: Api): Map<SecurityScheme, SecurityScheme> {
  const ofBase = remembered.get(base) ?? new WeakMap<Api, Map<SecurityScheme, SecurityScheme>>();
  remembered.set(base, ofBase);
  const before = ofBase.get(head);
  if (before) return before;
  const found = new Map<SecurityScheme, SecurityScheme>();
  const schemes = [...schemesOf(base).values()];
  for (const theirs of schemesOf(head).values()) {
    const named = schemesOf(base).get(theirs.name);
    const isNamed = named !== undefined && typeOf(named) === typeOf(theirs);
    const own = isNamed ? named : schemes.find((one) => sameJson(bare(one), bare(theirs)));
    if (own) found.set(theirs, own);
  }
  ofBase.set(head, found);
  return found;
}

function typeOf({ json }: SecurityScheme): string {
  return `${stringMember(json, 'type')} ${stringMember(json, 'scheme')?.toLowerCase() ?? ''}`;
}

function bare({ json }: SecurityScheme) {
  const { description: _, ...rest } = json;
  return rest;
}

/** Whether who fulfils one alternative fulfils another: it asks for no other scheme and no more scopes. */
export function isCovered(by: Alternative, one: Alternative): boolean {
  return [...by.schemes].every(([scheme, scopes]) => {
    const own = one.schemes.get(scheme);
    return own !== undefined && [...scopes].every((scope) => own.has(scope));
  });
}

/** The alternative of the same schemes, whatever the scopes. */
export function sameSchemes(one: Alternative, of: readonly Alternative[]): readonly Alternative[] {
  return of.filter(
    ({ schemes }) =>
      schemes.size === one.schemes.size && [...schemes.keys()].every((key) => one.schemes.has(key)),
  );
}

export function alternativeName({ schemes }: Alternative): string {
  if (schemes.size === 0) return 'no authentication';
  return [...schemes]
    .map(([scheme, scopes]) => {
      const name = typeof scheme === 'string' ? scheme : scheme.name;
      return scopes.size === 0 ? name : `${name} (${[...scopes].join(', ')})`;
    })
    .join(' with ');
}

/** Scopes that one alternative asks for and another does not. */
export function moreScopes(of: Alternative, than: Alternative): readonly string[] {
  return [...of.schemes].flatMap(([scheme, scopes]) =>
    [...scopes].filter((scope) => than.schemes.get(scheme)?.has(scope) !== true),
  );
}
