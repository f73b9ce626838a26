import { isObject, type JsonObject, member, stringMember } from '../../generator/model/json.ts';
import type { Api, SecurityRequirement } from '../../generator/openapi/api.ts';
import { type TokenClaims, tokenClaims } from '../exchanges/token-scopes.ts';
import type { Refusal } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { cookieValue } from './parameters.ts';

/**
 * 401 unless one of the operation's alternatives has all its credentials there (OpenAPI 3.1, 4.8.30), 403 where a token
 * names scopes or roles and those of no alternative are among them. A token that names none may do everything: most of
 * those in tests are made up.
 */
export function securityFault(exchange: Exchange): Refusal | undefined {
  const { operation, parts } = exchange;
  if (operation.security.length === 0) return undefined;
  const shown = operation.security.filter(({ schemes }) =>
    schemes.every(({ name }) => isPresent(exchange, parts.api, name)),
  );
  if (shown.length === 0) return unauthorized(exchange);
  const claims = tokenClaims(exchange.fields.get('authorization'));
  if (!claims || shown.some((alternative) => covers(parts.api, alternative, claims))) return undefined;
  return forbidden(operation.security, claims);
}

function unauthorized({ operation, parts, fields }: Exchange): Refusal {
  const names = operation.security.flatMap(({ schemes }) => schemes.map(({ name }) => name));
  const bearer = names.some((name) => kindOf(parts.api, name) === 'Bearer');
  const sent = fields.get('authorization');
  const message = sent === undefined ? 'Access token is empty.' : 'Access token validation failure.';
  return {
    status: 401,
    message: bearer ? message : `Credentials are required: ${[...new Set(names)].join(', ')}.`,
    headers: { 'www-authenticate': bearer ? 'Bearer' : (kindOf(parts.api, names[0] ?? '') ?? 'ApiKey') },
  };
}

function forbidden(security: readonly SecurityRequirement[], { all }: TokenClaims): Refusal {
  const wanted = security.map(({ schemes }) => schemes.flatMap(({ scopes }) => scopes).join(' and '));
  const one = [...new Set(wanted)].filter((text) => text !== '').join("', '");
  return {
    status: 403,
    message: `Missing scope permissions on the request. Needed is one of '${one}', the token has '${[...all].join(', ')}'.`,
    // RFC 6750, 3.1.
    headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
  };
}

/** Scopes count where OpenAPI gives them a meaning: with OAuth2 and OpenID Connect. */
function covers(api: Api, { schemes: needed }: SecurityRequirement, claims: TokenClaims): boolean {
  return needed.every(({ name, scopes }) => {
    const scheme = schemeNamed(api, name);
    const type = stringMember(scheme, 'type');
    if (type !== 'oauth2' && type !== 'openIdConnect') return true;
    const granted = grantedBy(scheme, claims);
    return scopes.every((scope) => granted.has(scope));
  });
}

/** `scp` is what a user lends, `roles` what an application has itself: one does not stand for the other. */
function grantedBy(scheme: JsonObject | undefined, { all, delegated, application }: TokenClaims) {
  const flows = member(scheme, 'flows');
  const names = isObject(flows) ? Object.keys(flows) : [];
  if (names.length === 0 || (!delegated && !application)) return all;
  const asItself = names.includes('clientCredentials');
  if (asItself && names.length > 1) return all;
  return (asItself ? application : delegated) ?? none;
}

const none: ReadonlySet<string> = new Set();

const credentials = { Basic: /^basic +\S+$/i, Bearer: /^bearer +\S+$/i };

const schemes = new WeakMap<Api, ReadonlyMap<string, JsonObject>>();

function schemeNamed(api: Api, name: string): JsonObject | undefined {
  let named = schemes.get(api);
  if (!named) {
    named = new Map(api.securitySchemes.map((scheme) => [scheme.name, scheme.json]));
    schemes.set(api, named);
  }
  return named.get(name);
}

/** The authentication scheme that travels in `Authorization`; undefined for an API key. */
function kindOf(api: Api, name: string): 'Basic' | 'Bearer' | undefined {
  const scheme = schemeNamed(api, name);
  const type = stringMember(scheme, 'type');
  if (type === 'http') return stringMember(scheme, 'scheme')?.toLowerCase() === 'basic' ? 'Basic' : 'Bearer';
  return type === 'apiKey' || type === 'mutualTLS' ? undefined : 'Bearer';
}

function isPresent({ fields, query }: Exchange, api: Api, name: string): boolean {
  const kind = kindOf(api, name);
  if (kind !== undefined) return credentials[kind].test(fields.get('authorization') ?? '');
  const scheme = schemeNamed(api, name);
  const key = stringMember(scheme, 'name') ?? '';
  switch (stringMember(scheme, 'in')) {
    case 'header':
      return (fields.get(key.toLowerCase()) ?? '') !== '';
    case 'query':
      return (query.get(key) ?? '') !== '';
    case 'cookie':
      return (cookieValue(fields.get('cookie') ?? '', key) ?? '') !== '';
    default:
      return true;
  }
}
