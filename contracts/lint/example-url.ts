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
