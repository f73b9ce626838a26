import { linkOf } from './link.ts';
import { isObject, own } from './text.ts';

/** Where the next page is: behind a link, or behind the same call with these members of its input changed. */
export type Next = string | { readonly query?: object; readonly body?: object };

/** How a service says where the next page is. */
export type PagingStyle = (page: {
  readonly data: unknown;
  readonly items: readonly unknown[];
  readonly response: Response;
}) => Next | null | undefined;

/** A page names a next one that must not be asked for, or nothing that could be. */
export class PagingError extends Error {
  override readonly name = 'PagingError';
}

const linkMembers = ['@odata.nextLink', 'odata.nextLink', 'nextLink', 'next', 'links.next', '_links.next'];

/** A link in the page (`@odata.nextLink`, `nextLink`, `next`, `links.next`, `_links.next`) or a `Link` header. */
export const links: PagingStyle = ({ data, response }) => {
  for (const path of linkMembers) {
    const found = memberAt(data, path);
    const link = isObject(found) ? own(Object(found), 'href') : found;
    if (typeof link === 'string' && /[/?]/.test(link)) return link;
    if (link)
      throw new PagingError(`\`${path}\` is no link: say with \`style\` how the next page is asked for`);
  }
  return linkOf(response.headers.get('Link'), 'next');
};

/** A token in the page (a path like `meta.next_token`) that a parameter of the next call repeats. */
export function cursor(settings: {
  readonly from: string;
  readonly parameter: string;
  readonly in?: 'query' | 'body';
}): PagingStyle {
  const { from, parameter, in: place = 'query' } = settings;
  return ({ data }) => {
    const token = memberAt(data, from);
    return token === undefined || token === null || token === ''
      ? undefined
      : { [place]: { [parameter]: token } };
  };
}

/** The next call names the last item: Stripe's `starting_after`, as long as the page says `has_more`. */
export function afterLast(settings: {
  readonly parameter: string;
  readonly id?: string;
  readonly more?: string;
}): PagingStyle {
  const { parameter, id = 'id', more = 'has_more' } = settings;
  return ({ data, items }) => {
    const last = memberAt(items.at(-1), id);
    return memberAt(data, more) === true && last !== undefined ? { query: { [parameter]: last } } : undefined;
  };
}

/** A member by its name, or by names with dots between. */
function memberAt(value: unknown, path: string): unknown {
  const whole = own(Object(value), path);
  if (whole !== undefined) return whole;
  return path.split('.').reduce<unknown>((inner, name) => own(Object(inner), name), value);
}
