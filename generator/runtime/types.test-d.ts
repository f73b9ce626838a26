/** What the compiler must say of the types that follow from an operation's. `tsc` is the test. */
import type { ApiError } from './error.ts';
import {
  type AnySchemes,
  type BasicAuth,
  batch,
  type ConnectionSettings,
  connect,
  type ErrorOf,
  type InputArgs,
  type ItemOf,
  type KeyAuth,
  type NetworkError,
  type OptionsOf,
  operation,
  type Paged,
  paged,
  part,
  type ResultOf,
  type Status4XX,
  type TokenAuth,
} from './index.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

interface CertUpdate {
  path: { id: string };
  query?: { $select?: string };
  headers?: { 'If-Match'?: string };
  body: { issuedTo?: string };
  result: { id: string };
  errors: { 404: { gone: true }; '4XX': { code: string }; default: unknown };
}
interface CertList {
  result: { value: string[] };
  errors: Record<never, never>;
}

const api = { server: 'https://example.com' };
const connection = connect();
const update = operation<CertUpdate>(api, 'update', 'PATCH', '/certs/{id}', { body: 'application/json' });
const list = operation<CertList>(api, 'list', 'GET', '/certs');

// The input: all of it or none, and nothing that the operation does not know.
update(connection, { path: { id: '1' }, body: {}, query: { $select: 'id' }, headers: { 'X-Own': '1' } });
list(connection);
list(connection, { signal: new AbortController().signal });
// @ts-expect-error the path and the body are required
update(connection);
// @ts-expect-error the body is required
update(connection, { path: { id: '1' } });
// @ts-expect-error no such property of the body
update(connection, { path: { id: '1' }, body: { issuer: '' } });
// @ts-expect-error no such query parameter
update(connection, { path: { id: '1' }, body: {}, query: { select: 'id' } });
// @ts-expect-error a documented header has its type
update(connection, { path: { id: '1' }, body: {}, headers: { 'If-Match': 1 } });
// @ts-expect-error the operation has no query
list(connection, { query: {} });
update.request({ path: { id: '1' }, body: {} }, { baseUrl: 'https://example.org' });
list.request(undefined, { baseUrl: 'https://example.org' });
holds<Same<InputArgs<CertList>['length'], 0 | 1>>();
holds<Same<InputArgs<CertUpdate>['length'], 1>>();

// Options of a fluent method know neither path nor body.
const options: OptionsOf<CertUpdate> = { query: { $select: 'id' } };
void options;
// @ts-expect-error the path is in the way
const wrong: OptionsOf<CertUpdate> = { path: { id: '1' } };
void wrong;

// Results and errors.
holds<Same<ResultOf<CertUpdate>, { id: string }>>();
holds<Same<ResultOf<object>, never>>();
holds<Same<ErrorOf<CertList>, never>>();
holds<
  Same<
    ErrorOf<CertUpdate>,
    | ApiError<404, { gone: true }>
    | ApiError<Exclude<Status4XX, 404>, { code: string }>
    | ApiError<number, unknown>
  >
>();
interface Documented {
  errors: { 404: { gone: true }; '4XX': { code: string } };
}
const documented = operation<Documented>(api, 'documented', 'GET', '/');
documented(connection).catch((error: unknown) => {
  if (!documented.isError(error)) throw error;
  if (error.status === 404) holds<Same<typeof error.body, { gone: true }>>();
  if (error.status === 409) holds<Same<typeof error.body, { code: string }>>();
  // @ts-expect-error not among the documented
  return error.status === 500;
});

// Settings know the document's schemes and server variables.
type Settings = ConnectionSettings<
  { bearerAuth: TokenAuth; key: KeyAuth; basic: BasicAuth },
  { region: 'eu' | 'us' }
>;
const settings: Settings[] = [
  { auth: 'token' },
  { auth: async ({ scopes }) => scopes.join(' ') },
  { auth: { bearerAuth: () => 'token', key: 'key', basic: { username: 'a', password: 'b' } } },
  { auth: {}, variables: { region: 'eu' } },
  // @ts-expect-error no such scheme
  { auth: { bearer: 'token' } },
  // @ts-expect-error credentials of another kind
  { auth: { basic: 'token' } },
  // @ts-expect-error no such region
  { variables: { region: 'asia' } },
];
connect(settings[0]);
connect({ auth: { any: 'token' }, variables: { any: 'value' } });
holds<Same<ConnectionSettings['auth'], ConnectionSettings<AnySchemes>['auth']>>();

// Hooks may return nothing, or another request or response.
connect({
  onRequest: (request, { attempt }) => {
    request.headers.set('X-Attempt', `${attempt}`);
  },
  onResponse: async (response) => {
    await response.clone().text();
  },
});
connect({ onRequest: (request) => new Request(request), onResponse: async () => Response.json({}) });
// @ts-expect-error a request is no response
connect({ onResponse: (_, { operation }) => new Request(operation.path) });

// Pages know their items.
interface Users {
  query?: { $top?: number };
  result: { value?: { name: string }[]; '@odata.nextLink'?: string };
}
const users = operation<Users>(api, 'users', 'GET', '/users');
for await (const user of paged(users, connection, { query: { $top: 1 } }))
  holds<Same<typeof user, { name: string }>>();
for await (const page of paged(users, connection).pages()) holds<Same<typeof page.data, Users['result']>>();
const named = paged(users, connection, {}, { items: (page) => (page.value ?? []).map(({ name }) => name) });
holds<Same<typeof named, Paged<Users['result'], string>>>();
holds<Same<ItemOf<number[]>, number>>();
holds<Same<ItemOf<{ data: string[]; has_more: boolean }>, string>>();
// @ts-expect-error the path and the body are required
paged(update, connection);
// @ts-expect-error no such query parameter
paged(users, connection, { query: { top: 1 } });

// Outcomes of a batch know the results of their parts.
const outcomes = await batch(connection, {
  user: part(users, { query: { $top: 1 } }),
  changed: part(update, { path: { id: '1' }, body: {} }, { dependsOn: ['user'] }),
});
if (outcomes.user.ok) holds<Same<typeof outcomes.user.data, Users['result']>>();
if (outcomes.changed.ok) holds<Same<typeof outcomes.changed.data, { id: string }>>();
else holds<Same<typeof outcomes.changed.error, ApiError | NetworkError>>();
const [first, second] = await batch(connection, [part(users), part(list)]);
if (first.ok) holds<Same<typeof first.data, Users['result']>>();
if (second.ok) holds<Same<typeof second.data, { value: string[] }>>();
// @ts-expect-error the path and the body are required
part(update);
// @ts-expect-error the result is not there when the part failed
void outcomes.user.data;

// The response beside the body.
update.response(connection, { path: { id: '1' }, body: {} }).then(({ data, response }) => {
  holds<Same<typeof data, { id: string }>>();
  update(connection, { path: { id: '1' }, body: {}, ifMatch: response.headers.get('ETag') });
});
