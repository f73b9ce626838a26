import type { Exchange, Received } from '../exchange.ts';
import type { Query } from './query.ts';
import { selectionText } from './select.ts';

/** Where the service is for this caller: what comes before the paths of the spec. */
export function serviceRoot({ request, fields, parts, match }: Exchange): string {
  const origin = originOf(request.url, fields);
  if (origin !== undefined) return `${origin}${match.prefix}`;
  const url = parts.api.servers[0]?.url ?? '';
  return /^https?:/i.test(url) ? url.replace(/\/+$/, '') : `http://localhost${match.prefix}`;
}

function originOf(url: string, fields: Received['fields']): string | undefined {
  const absolute = /^https?:\/\/[^/?#]+/i.exec(url)?.[0];
  if (absolute !== undefined) return absolute;
  const host = fields.get('host');
  return host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)
    ? `http://${host}`
    : undefined;
}

/** The path without base path, as it was asked for. */
export function localPath({ path, match }: Exchange): string {
  return path.slice(match.prefix.length);
}

/** `…/$metadata#users('1')/messages(id,subject)`: what the answer is (OData 4.01, 10). */
export function contextOf(exchange: Exchange, template: string, query: Query, entity: boolean): string {
  const chosen = [
    ...(query.select ? [selectionText(query.select)] : []),
    ...query.expand.map(
      ({ name, query: inner }) => `${name}(${inner.select ? selectionText(inner.select) : ''})`,
    ),
  ].filter((part) => part !== '');
  const selection = chosen.length > 0 ? `(${chosen.join(',')})` : '';
  return `${serviceRoot(exchange)}/$metadata#${keyed(exchange, template)}${selection}${entity ? '/$entity' : ''}`;
}

/** The keys of a path stand in parentheses behind what they are keys of. */
export function keyed({ match, parts }: Exchange, template: string): string {
  const segments: string[] = [];
  const walked = template.split('/').slice(1);
  for (const [i, segment] of walked.entries()) {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const value = encodeURIComponent(match.parameters.get(name ?? '') ?? '').replaceAll("'", "''");
    const resource =
      name === undefined ? undefined : parts.resources.at(`/${walked.slice(0, i + 1).join('/')}`);
    const bare = resource?.kind === 'collection' && resource.key?.numeric === true;
    if (name !== undefined && segments.length > 0)
      segments.push(`${segments.pop()}(${bare ? value : `'${value}'`})`);
    else
      segments.push(
        segment.replace(/\{([^{}]+)\}/g, (_, inner: string) =>
          encodeURIComponent(match.parameters.get(inner) ?? ''),
        ),
      );
  }
  return segments.join('/');
}
