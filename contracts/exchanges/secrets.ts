import { stringMember } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Field, Interaction } from '../pact/interaction.ts';

const secretName =
  /^(proxy-)?authorization$|^(set-)?cookie2?$|key|token|secret|password|signature|^sig$|^code$/i;

const namesOf = new WeakMap<Api, ReadonlySet<string>>();

/** Names of headers, query parameters and cookies that hold keys because the spec says so, in lower case. */
export function secretNames(api: Api): ReadonlySet<string> {
  const known = namesOf.get(api);
  if (known) return known;
  const names = api.securitySchemes.flatMap(({ json }) =>
    stringMember(json, 'type') === 'apiKey' ? (stringMember(json, 'name')?.toLowerCase() ?? []) : [],
  );
  const made = new Set(names);
  namesOf.set(api, made);
  return made;
}

/** Whether a header, cookie or query parameter of this name holds what nobody may read; `names`: those of the spec. */
export function isSecretName(name: string, names: ReadonlySet<string>): boolean {
  return secretName.test(name) || names.has(name.toLowerCase());
}

/** Texts of a recording that nobody may read in a report: credentials, cookies, keys in headers and queries. */
function secretsOf({ request, response }: Interaction, names: ReadonlySet<string>): readonly string[] {
  const fields = [...request.headers, ...request.query, ...response.headers];
  const values = fields.filter(({ name }) => isSecretName(name, names)).flatMap(textsOf);
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
export function withoutSecrets(text: string, exchange: Interaction, api: Api): string {
  return secretsOf(exchange, secretNames(api)).reduce(
    (shown, secret) => shown.replaceAll(secret, '***'),
    text,
  );
}
