import { isArray, isObject, type Json } from '../../generator/model/json.ts';
import { remembered } from '../../generator/model/remembered.ts';
import type { Field } from '../pact/interaction.ts';
import { headerText } from '../pact/interaction.ts';

/**
 * The scopes that a token shows: those of a JWT's `scp` or `scope` (delegated, RFC 8693, 4.2) and `roles` (application).
 * Undefined for a token that says nothing of them: most examples are no tokens at all.
 */
export function tokenScopes(authorization: Field | undefined): ReadonlySet<string> | undefined {
  return authorization && scopesShown(headerText(authorization));
}

/** Remembered: a recording shows the same token in thousands of requests. */
const scopesShown = remembered((authorization): ReadonlySet<string> | undefined => {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization)?.[1];
  const claims = token === undefined ? undefined : payloadOf(token);
  if (!isObject(claims)) return undefined;
  const said = ['scp', 'scope', 'roles'].flatMap((claim) => claims[claim] ?? []);
  if (said.length === 0) return undefined;
  return new Set(said.flatMap((one) => (typeof one === 'string' ? one.split(' ') : [])));
}, 1000);

/** The second part of a JWT (RFC 7519, section 3). */
function payloadOf(token: string): Json | undefined {
  try {
    const payload: Json = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isArray(payload) ? undefined : payload;
  } catch {
    // Three words between dots make no JWT.
    return undefined;
  }
}
