import type { Scheme, Secret } from './draft.ts';

/** An http scheme by its name, `http('Digest')`: the secret follows it in the `Authorization` header. */
export function http(name: string): Scheme {
  return ({ headers }) =>
    headers.has('Authorization') ? undefined : (secret) => headers.set('Authorization', `${name} ${secret}`);
}

/** HTTP basic authentication, in UTF-8 (RFC 7617); text is taken to be encoded already. */
export const basic: Scheme = (draft) => {
  const put = http('Basic')(draft);
  return put && ((secret) => put(typeof secret === 'string' ? secret : encoded(secret)));
};

function encoded({ username, password }: Exclude<Secret, string>): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)));
}
