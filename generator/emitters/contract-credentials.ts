import { type JsonObject, stringMember } from '../model/json.ts';
import { pathSegment } from '../model/printers/path.ts';
import type { Api, Operation, SecurityRequirement } from '../openapi/api.ts';

/** What shows the credentials in a request. They are made up: whoever verifies the provider puts real ones in. */
export interface Shown {
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly query: readonly (readonly [name: string, text: string])[];
}

const nothing: Shown = { headers: {}, cookies: [], query: [] };

/** The first alternative that a request can show; undefined where there is none. */
export function credentialsOf(api: Api, { security }: Operation): Shown | undefined {
  if (security.length === 0) return nothing;
  for (const requirement of security) {
    const shown = requirementShown(api, requirement);
    if (shown) return shown;
  }
  return undefined;
}

function requirementShown(api: Api, { schemes }: SecurityRequirement): Shown | undefined {
  let shown = nothing;
  for (const { name } of schemes) {
    const scheme = api.securitySchemes.find((one) => one.name === name);
    const own = scheme && schemeShown(scheme.json);
    if (!own) return undefined;
    shown = {
      headers: { ...shown.headers, ...own.headers },
      cookies: [...shown.cookies, ...own.cookies],
      query: [...shown.query, ...own.query],
    };
  }
  return shown;
}

function schemeShown(json: JsonObject): Shown | undefined {
  const name = stringMember(json, 'name') ?? '';
  switch (stringMember(json, 'type')) {
    case 'oauth2':
    case 'openIdConnect':
      return authorization('Bearer token');
    case 'mutualTLS':
      return nothing;
    case 'http':
      return authorization(httpCredentials(stringMember(json, 'scheme') ?? ''));
    case 'apiKey':
      return keyShown(stringMember(json, 'in'), name);
    default:
      return undefined;
  }
}

function authorization(text: string | undefined): Shown | undefined {
  return text === undefined ? undefined : { ...nothing, headers: { Authorization: text } };
}

/** `user:password` for basic authentication (RFC 7617). */
function httpCredentials(scheme: string): string | undefined {
  if (/^basic$/i.test(scheme)) return 'Basic dXNlcjpwYXNzd29yZA==';
  if (/^bearer$/i.test(scheme)) return 'Bearer token';
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(scheme) ? `${scheme} credentials` : undefined;
}

function keyShown(place: string | undefined, name: string): Shown | undefined {
  if (place === 'query' && name !== '') return { ...nothing, query: [[name, 'key']] };
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return undefined;
  if (place === 'header') return { ...nothing, headers: { [name]: 'key' } };
  return place === 'cookie' ? { ...nothing, cookies: [`${pathSegment(name)}=key`] } : undefined;
}
