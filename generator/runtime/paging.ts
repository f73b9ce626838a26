import type { Connection } from './connection.ts';
import type { CallInput, Descriptor } from './descriptor.ts';
import type { Operation } from './operation.ts';
import { links, type Next, PagingError, type PagingStyle } from './paging-styles.ts';
import { draftOf } from './request.ts';
import { settle } from './response.ts';
import { isObject, own } from './text.ts';
import type { InputArgs, ResultOf } from './types.ts';

/** A page as the service gave it. */
export interface Page<Data, Item> {
  readonly data: Data;
  readonly items: readonly Item[];
  readonly response: Response;
  /** Where the next page is, if there is one. Kept, it is where `from` goes on later. */
  readonly next: Next | undefined;
}

/** How the pages of a list follow each other. */
export interface PagingOptions<Data, Item> {
  /** How the service says where the next page is: `links`, if nothing is said. */
  readonly style?: PagingStyle | undefined;
  /** The items of a page; else the page itself if it is a list, or its `value`, `items`, `data` or `results`. */
  readonly items?: ((data: Data) => readonly Item[]) | undefined;
  /** A delta link, or the `next` of a page: begins there. */
  readonly from?: Next | undefined;
}

const listMembers = ['value', 'items', 'data', 'results'] as const;
type ListMember = (typeof listMembers)[number];

/** What a page holds, as far as its type tells. */
export type ItemOf<Data> = Data extends readonly (infer Item)[]
  ? Item
  : { [Name in ListMember & keyof Data]: ElementOf<NonNullable<Data[Name]>> }[ListMember & keyof Data];

type ElementOf<List> = List extends readonly (infer Item)[] ? Item : never;

/** The items of a list that a service gives in pages. Nothing is asked before the first is taken. */
export class Paged<Data, Item> implements AsyncIterable<Item> {
  /** After the last page of a delta query: what asks for the changes since then (`@odata.deltaLink`). */
  deltaLink: string | undefined;
  readonly #read: (paged: Paged<Data, Item>) => AsyncGenerator<Page<Data, Item>, void>;

  constructor(read: (paged: Paged<Data, Item>) => AsyncGenerator<Page<Data, Item>, void>) {
    this.#read = read;
  }

  /** The pages, from the beginning each time. */
  pages(): AsyncGenerator<Page<Data, Item>, void> {
    return this.#read(this);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    for await (const { items } of this.pages()) yield* items;
  }

  /** All items in one list. */
  async all(): Promise<Item[]> {
    const all: Item[] = [];
    for await (const item of this) all.push(item);
    return all;
  }
}

/** The list that an operation gives in pages: `for await (const user of paged(usersList, connection)) …`. */
export function paged<T, Item = ItemOf<ResultOf<T>>>(
  operation: Operation<T>,
  connection: Connection,
  ...rest: readonly [...input: InputArgs<T>, options?: PagingOptions<ResultOf<T>, Item>]
): Paged<ResultOf<T>, Item> {
  const { descriptor } = operation;
  const [input = {}, options = {}] = rest as readonly unknown[] as readonly [
    CallInput?,
    PagingOptions<ResultOf<T>, Item>?,
  ];
  const { items: itemsOf = usualItems, style = links, from } = options;
  return new Paged(async function* (paged) {
    const seen = new Set([JSON.stringify(from)]);
    let next: Next | undefined = from;
    let here = draftOf(descriptor, input, connection).url;
    const { origin } = new URL(here);
    do {
      if (typeof next === 'string') here = followable(descriptor, next, here, origin);
      const call = typeof next === 'string' ? linked(descriptor, here) : descriptor;
      const changed = typeof next === 'object' ? withChanges(input, next) : input;
      const { data, response } = await connection.send(call, changed, async (response) => ({
        // The document promises this type; whether the service keeps it is what `docpact verify` is for.
        data: (await settle(descriptor, response)) as ResultOf<T>,
        response,
      }));
      const items = itemsOf(data);
      here = response.url || here;
      next = style({ data, items, response }) ?? undefined;
      const key = JSON.stringify(next);
      if (next !== undefined && seen.has(key))
        throw new PagingError(`${descriptor.id}: a page names an earlier one as the next`);
      seen.add(key);
      const delta = own(Object(data), '@odata.deltaLink');
      if (typeof delta === 'string') paged.deltaLink = delta;
      yield { data, items, response, next };
    } while (next !== undefined);
  });
}

/** The same operation at a link, which holds all that the first call said in path and query. */
function linked({ body: _, ...descriptor }: Descriptor, url: string): Descriptor {
  return { ...descriptor, method: 'GET', url };
}

/** The absolute form of a link, which must stay where the credentials belong. */
function followable({ id }: Descriptor, link: string, here: string, origin: string): string {
  const url = new URL(link, here);
  url.hash = '';
  if (url.origin !== origin)
    throw new PagingError(`${id}: the next page is at ${url.origin}, which is not ${origin}`);
  return url.href;
}

function withChanges(input: CallInput, { query, body }: Exclude<Next, string>): CallInput {
  return {
    ...input,
    ...(query && { query: { ...input.query, ...query } }),
    ...(body && { body: { ...Object(input.body), ...body } }),
  };
}

function usualItems<Item>(data: unknown): readonly Item[] {
  const lists = [data, ...listMembers.map((name) => (isObject(data) ? own(Object(data), name) : undefined))];
  const found = lists.find((list) => Array.isArray(list));
  if (!found) throw new PagingError('a page is no list and has none: say where its `items` are');
  return found;
}
