import { isArray, isObject, type Json, member } from '../../generator/model/json.ts';
import { remembered } from '../../generator/model/remembered.ts';

/** What a token says that its bearer may do. */
export interface TokenClaims {
  /** All of it. */
  readonly all: ReadonlySet<string>;
  /** Of `scp`: on behalf of a user. Undefined: the claim is not there. */
  readonly delegated: ReadonlySet<string> | undefined;
  /** Of `roles`: as itself. */
  readonly application: ReadonlySet<string> | undefined;
}

/**
 * The scopes that the value of an `Authorization` field shows: those of a JWT's `scp` or `scope` (RFC 8693, 4.2) and
 * `roles`. Undefined for a token that says nothing of them: most examples are no tokens at all.
 */
export function tokenClaims(authorization: string | undefined): TokenClaims | undefined {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : claims(token);
}

/** A recording shows the same token in thousands of requests. */
const claims = remembered(claimsOf, 1000);

function claimsOf(token: string): TokenClaims | undefined {
  const payload = payloadOf(token);
  const [scp, scope, roles] = ['scp', 'scope', 'roles'].map((claim) => wordsOf(member(payload, claim)));
  if (!scp && !scope && !roles) return undefined;
  const all = new Set([...(scp ?? []), ...(scope ?? []), ...(roles ?? [])]);
  return { all, delegated: scp && new Set(scp), application: roles && new Set(roles) };
}

/** A claim is a text of words or a list of them. */
function wordsOf(claim: Json | undefined): readonly string[] | undefined {
  if (claim === undefined) return undefined;
  const texts = isArray(claim) ? claim : [claim];
  return texts.flatMap((one) =>
    typeof one === 'string' ? one.split(' ').filter((word) => word !== '') : [],
  );
}

/** The second part of a JWT (RFC 7519, section 3). */
function payloadOf(token: string): Json | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64(token.split('.')[1] ?? '')), (char) => char.charCodeAt(0));
    const payload: Json = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(payload) ? payload : undefined;
  } catch {
    // Three words between dots make no JWT.
    return undefined;
  }
}

/** Base64url, which JWTs are written in, as `atob` reads it. */
function base64(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}
