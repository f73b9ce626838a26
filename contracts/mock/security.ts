import { type JsonObject, stringMember } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Refusal } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { cookieValue } from './parameters.ts';

/**
 * 401 unless one of the operation's alternatives has all its credentials there (OpenAPI 3.1, 4.8.30). Whether a token
 * carries a scope is not looked at: that they are there is what a client can get wrong before it has a token.
 */
export function securityFault(exchange: Exchange): Refusal | undefined {
  const { operation, parts } = exchange;
  if (operation.security.length === 0) return undefined;
  const satisfied = operation.security.some(({ schemes }) =>
    schemes.every(({ name }) => isPresent(exchange, parts.api, name)),
  );
  if (satisfied) return undefined;
  const names = operation.security.flatMap(({ schemes }) => schemes.map(({ name }) => name));
  const bearer = names.some((name) => kindOf(parts.api, name) === 'Bearer');
  const sent = exchange.fields.get('authorization');
  const message = sent === undefined ? 'Access token is empty.' : 'Access token validation failure.';
  return {
    status: 401,
    message: bearer ? message : `Credentials are required: ${[...new Set(names)].join(', ')}.`,
    headers: { 'www-authenticate': bearer ? 'Bearer' : (kindOf(parts.api, names[0] ?? '') ?? 'ApiKey') },
  };
}

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
