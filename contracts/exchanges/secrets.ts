import type { Field, Interaction } from '../pact/interaction.ts';

const secretName =
  /^(proxy-)?authorization$|^(set-)?cookie2?$|key|token|secret|password|signature|^sig$|^code$/i;

/** Whether a header, cookie or query parameter of this name holds what nobody may read. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Texts of a recording that nobody may read in a report: credentials, cookies, keys in headers and queries. */
function secretsOf({ request, response }: Interaction): readonly string[] {
  const fields = [...request.headers, ...request.query, ...response.headers];
  const values = fields.filter(({ name }) => isSecretName(name)).flatMap(textsOf);
  // Short ones are no secrets, and would be found in every word.
  return [...new Set(values)].filter((text) => text.length > 3).sort((a, b) => b.length - a.length);
}

/** The whole value, and what follows a scheme or a name in it. */
function textsOf({ values }: Field): readonly string[] {
  return values.flatMap(({ example }) => [
    example,
    ...example.split(/[\s;,]+/).flatMap((part) => [part, part.slice(part.indexOf('=') + 1)]),
  ]);
}

/** Hides the secrets of an exchange in a text about it. */
export function withoutSecrets(text: string, exchange: Interaction): string {
  return secretsOf(exchange).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
