import type { Fact } from '../../generator/dialects/fact.ts';

export type Version = 'v1.0' | 'beta';

/** An example's URL taken apart. */
export interface ExampleUrl {
  /** `https://host`, `''` where the example shows a path only. */
  readonly host: string;
  readonly version: Version | undefined;
  /** From the slash after the version to the query. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
}

export function exampleUrl(url: string): ExampleUrl {
  const host = /^https?:\/\/[^/?\s]+/i.exec(url)?.[0] ?? '';
  const after = url.slice(host.length);
  const version = /^\/?(v1\.0|beta)(?=[/?]|$)/i.exec(after);
  const rest = version ? after.slice(version[0].length) : after;
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  return {
    host,
    version: versionNamed(version?.[1]),
    path: path.startsWith('/') ? path : `/${path}`,
    query: mark === -1 ? '' : rest.slice(mark + 1),
  };
}

/** Whether a URL is one of the API's: not an upload address, a next link or a placeholder for a whole path. */
export function isAddress({ host, version, path }: ExampleUrl): boolean {
  if ((host !== '' && version === undefined) || /^\/\$(?:batch|metadata)\b/i.test(path)) return false;
  // What addresses by path (`root:/a/b.txt:/content`) may be written in too many ways to be held against a line.
  return path.length < 500 && /^\/[A-Za-z$]/.test(path) && !/\.{3}|\u2026|\s|:\/|:$/.test(path);
}

/**
 * Spellings under which a path may be documented: as it stands, and, for what belongs to a person, below the other of
 * `/me` and `/users/{id}`, because Graph's pages use either for both.
 */
export function loosePath(path: string): string[] {
  const me = /^\/me(?=\/|$)/i.exec(path);
  if (me) return [path, `/users/{id}${path.slice(me[0].length)}`];
  const user = /^\/users(?:\/[^/]+|\([^()]*\))/i.exec(path);
  return user ? [path, `/me${path.slice(user[0].length)}`] : [path];
}

export function versionNamed(name: string | undefined): Version | undefined {
  const plain = name?.toLowerCase();
  return plain === 'v1.0' || plain === 'beta' ? plain : undefined;
}

/** The folder's version; without one, the version that all of the page's own URLs agree on. */
export function versionOfPage(folder: string, facts: readonly Fact[]): Version | undefined {
  const named = versionNamed(folder);
  if (named !== undefined) return named;
  const found = new Set<Version>();
  for (const fact of facts) {
    const url =
      fact.predicate === 'request-line'
        ? fact.value.origin
        : fact.predicate === 'example-request'
          ? fact.value.url
          : undefined;
    const version = url === undefined ? undefined : exampleUrl(url).version;
    if (version) found.add(version);
  }
  return found.size === 1 ? [...found][0] : undefined;
}
