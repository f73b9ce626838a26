import type { ExampleBody, FactAbout } from '../../generator/dialects/fact.ts';
import { isObject, type JsonObject } from '../../generator/model/json.ts';
import type { DocumentedPage, DocumentedType } from './documented.ts';

export type Row = FactAbout<'property'> | FactAbout<'navigation-property'>;

/** A type's JSON representation beside the tables that describe the same type on the same page. */
export interface Representation {
  readonly type: string;
  readonly body: ExampleBody;
  readonly json: JsonObject;
  /** Its properties; annotations (`@odata.type`) are none. */
  readonly shown: readonly FactAbout<'representation-property'>[];
  readonly shownNames: ReadonlySet<string>;
  readonly rows: readonly FactAbout<'property'>[];
  /** Rows of both tables by name, and by name in lower case. */
  readonly listed: ReadonlyMap<string, Row>;
  readonly listedAnyCase: ReadonlyMap<string, Row>;
}

/**
 * The representations of a page that can be held against tables: well-formed, with properties, without words that
 * stand for what was left out, and of a type that the page has a table of.
 */
export function representations(page: DocumentedPage): Representation[] {
  const types = new Set<string>();
  return page.says('representation').flatMap(({ subject, value: body }) => {
    const { json } = body;
    const again = types.has(subject.name);
    types.add(subject.name);
    if (again || !isObject(json) || /\.\.\.|\u2026|\/\/|\/\*/.test(withoutUrls(body.text))) return [];
    const of = <T extends { readonly subject: { readonly name: string } }>(facts: readonly T[]) =>
      facts.filter((fact) => fact.subject.name === subject.name);
    const rows = of(page.says('property'));
    const listed = [...rows, ...of(page.says('navigation-property'))];
    const shown = of(page.says('representation-property')).filter(({ value }) => isName(value.name));
    if (rows.length === 0 || shown.length === 0) return [];
    return {
      type: subject.name,
      body,
      json,
      shown,
      shownNames: new Set(shown.map(({ value }) => value.name)),
      rows,
      listed: new Map(listed.map((row) => [row.value.name, row])),
      listedAnyCase: new Map(listed.map((row) => [row.value.name.toLowerCase(), row])),
    };
  });
}

/** `https://…` holds slashes that begin no comment. */
function withoutUrls(text: string): string {
  return text.replace(/https?:\/\//gi, '');
}

/** A property's name, and not an annotation, a path or a remark. */
export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** The key of every entity stands on the page of their root, which a set of pages may lack. */
export function isEntityKey(name: string, { type, bases }: DocumentedType): boolean {
  return (
    name === 'id' &&
    [type, ...bases.map((base) => base.type)].some(({ base }) => /(?:^|\.)entity$/i.test(base?.value ?? ''))
  );
}
