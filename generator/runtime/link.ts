/** The target of the first link with a relation type in a `Link` header (RFC 8288, 3); relative as it stands there. */
export function linkOf(header: string | null, relation: string): string | undefined {
  for (const [, target, parameters = ''] of (header ?? '').matchAll(link)) {
    const given = new Map<string, string>();
    for (const [, name = '', quoted, token = ''] of parameters.matchAll(parameter)) {
      const key = name.toLowerCase();
      // Of several the first counts (RFC 8288, 3.3).
      if (!given.has(key)) given.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token);
    }
    const relations = given.get('rel')?.toLowerCase().split(/\s+/) ?? [];
    // A link with an anchor is one of another resource than that which was asked for.
    if (relations.includes(relation) && !given.has('anchor')) return target;
  }
  return undefined;
}

const link = /<([^<>]*)>((?:\s*;\s*[^\s=;,"]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g;
const parameter = /;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;
