import { isArray, isObject, member } from '../../generator/model/json.ts';
import type { Operation, Server } from '../../generator/openapi/api.ts';

/** The addresses of a server: one for each listed value of its variables; `{name}` where any may stand. */
export function addressesOf({ servers }: Pick<Operation, 'servers'>): ReadonlyMap<string, Server> {
  const found = new Map<string, Server>();
  for (const server of servers) {
    for (const address of expanded(server)) found.set(normal(address), server);
  }
  return found;
}

/** Scheme and host are the same in any letters; a slash at the end says nothing, for paths begin with one. */
function normal(address: string): string {
  return address.replace(/\/+$/, '').replace(/^[a-z]+:\/\/[^/]*/i, (host) => host.toLowerCase());
}

const mostAddresses = 200;

function expanded({ template, variables }: Server): readonly string[] {
  let addresses: readonly string[] = [template];
  for (const [name, variable] of Object.entries(variables)) {
    const listed = member(variable, 'enum');
    const values = isArray(listed) ? listed : undefined;
    if (!values || !isObject(variable) || addresses.length * values.length > mostAddresses) continue;
    addresses = addresses.flatMap((one) => values.map((value) => one.replaceAll(`{${name}}`, String(value))));
  }
  // The name of a variable is not part of any address.
  return addresses.map((one) => one.replace(/\{[^}]*\}/g, '{}'));
}
