import type { Page, Range } from '../../markdown/page.ts';
import { type Diagnostic, defineProblem, type Result } from '../../model/diagnostic.ts';
import type { Span } from '../../model/place.ts';
import { exampleBody } from '../example-body.ts';
import type { ExampleBody, Fact, PageSubject, ParameterRow, TypeSubject, TypeText } from '../fact.ts';
import { reportJson } from '../report-json.ts';
import { decoded, memberOf, parameterOf, propertyOf, typeOf } from './mson.ts';
import type { HeadingPiece, ItemPiece, Piece, TextPiece } from './scan.ts';

const leftOut = defineProblem<{ what: string; why: string }>({
  code: 'docs/blueprint-left-out',
  severity: 'info',
  summary: 'An API Blueprint says something that docpact does not read.',
  message: (p) => `${p.what} was left out: ${p.why}`,
});

const method = '(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)';
/** `List ships [GET /ships{?page}]`, `List ships [GET]`, `GET /ships`. */
const actionTitle = new RegExp(`^(?:(.*?)\\s*\\[${method}(?:\\s+(/\\S*))?\\]|${method}(?:\\s+(/\\S*))?)$`);
/** `Ships [/ships{?page}]`, `/ships`. */
const resourceTitle = /^(?:(.*?)\s*\[(\/[^\]]*)\]|(\/\S*))$/;

/** A resource or an action: what it is called, where it is, and what its parameters are. */
interface Place {
  readonly title: string;
  readonly template: string;
  readonly parameters: { readonly row: ParameterRow; readonly at: Span }[];
}

/** What an item of a list has begun: what is indented below it belongs to it. */
type Section =
  | { readonly of: 'parameters' | 'other'; readonly indent: number }
  | { readonly of: 'request' | 'response'; readonly indent: number; readonly status: number };

/** Reads one page, piece by piece. */
export class BlueprintReader {
  readonly #page: Page;
  readonly #facts: Fact[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #resource: Place | undefined;
  #action: (Place & { readonly subject: PageSubject }) | undefined;
  #type: TypeSubject | undefined;
  #inTypes = false;
  #titled = false;
  #section: Section | undefined;
  /** The item below the section that says what its lines are: `Body`, `Headers`, `Attributes`. */
  #part: { readonly name: string; readonly indent: number } | undefined;
  #requests = 0;
  #responses = 0;

  constructor(page: Page) {
    this.#page = page;
    const at = page.place({ start: 0, end: 0 });
    const subject = this.#whole();
    this.#facts.push({
      predicate: 'conventions',
      subject,
      value: 'plain',
      kind: 'inferred',
      rule: 'dialect',
      at,
    });
    const host = /^HOST:[ \t]*(\S{1,500}?)\/*[ \t\r]*$/m.exec(page.text);
    if (!host?.[1]) return;
    const start = host.index + host[0].indexOf(host[1]);
    const place = page.place({ start, end: start + host[1].length });
    this.#facts.push({ predicate: 'server', subject, value: host[1], kind: 'prose', at: place });
  }

  result(): Result<readonly Fact[]> {
    return { value: this.#facts, diagnostics: this.#diagnostics };
  }

  take(piece: Piece): void {
    if (piece.kind === 'heading') this.#heading(piece);
    else if (piece.kind === 'item') this.#item(piece);
    else this.#text(piece);
  }

  #heading(heading: HeadingPiece): void {
    const { text, range } = heading;
    const action = actionTitle.exec(text);
    const resource = action ? null : resourceTitle.exec(text);
    [this.#section, this.#part, this.#type] = [undefined, undefined, undefined];
    if (action) {
      const [, title = '', bracketed, own, bare, path] = action;
      this.#start(bracketed ?? bare ?? '', own ?? path ?? this.#resource?.template, title, range);
      return;
    }
    this.#action = undefined;
    if (resource) {
      const [, title = '', bracketed, bare] = resource;
      this.#resource = { title, template: bracketed ?? bare ?? '', parameters: [] };
    } else if (/^Data Structures$/i.test(text)) this.#inTypes = true;
    else if (this.#inTypes && heading.level > 1) this.#named(text, range);
    else {
      this.#inTypes = false;
      this.#resource = undefined;
      if (!this.#titled && !/^Group\s/i.test(text)) this.#title(this.#whole(), text, range);
    }
    this.#titled = true;
  }

  #start(verb: string, template: string | undefined, title: string, range: Range): void {
    if (template === undefined) {
      this.#leave(`the action ${verb}`, 'no heading above it says where it is', range);
      return;
    }
    const path = pathOf(template);
    const subject = { ...this.#whole(), part: `${verb} ${path}` };
    // What the resource says of its parameters holds for the paths that have them.
    this.#action = { title, template, subject, parameters: [] };
    [this.#requests, this.#responses] = [0, 0];
    const value = { method: verb, path, query: '', origin: undefined };
    const at = this.#page.place(range);
    this.#facts.push({ predicate: 'request-line', subject, value, kind: 'request', at });
    if (title !== '') this.#title(subject, title, range);
    const named = [...queryNames(template), ...pathNames(path)];
    for (const { row, at: place } of this.#resource?.parameters ?? [])
      if (named.includes(row.name)) this.#parameter(row, place);
    const told = new Set(this.#resource?.parameters.map(({ row }) => row.name));
    for (const name of queryNames(template))
      if (!told.has(name))
        this.#parameter({ name, type: undefined, description: '', required: false, values: [] }, at);
  }

  #named(text: string, range: Range): void {
    const [, name = text, base] = /^(\S+)\s*(?:\(([^()]*)\))?$/.exec(text) ?? [];
    const subject = { of: 'type', name, file: this.#page.file } as const;
    const at = this.#page.place(range);
    this.#type = subject;
    const value = { kind: 'resource', title: name, description: '' } as const;
    this.#facts.push({ predicate: 'type', subject, value, kind: 'prose', at });
    if (base !== undefined && !/^object$/i.test(base))
      this.#facts.push({ predicate: 'derived-from', subject, value: typeOf(base), kind: 'prose', at });
  }

  #item(item: ItemPiece): void {
    const section = this.#section;
    if (this.#type) this.#member(item, 0);
    else if (!section || item.indent <= section.indent) this.#open(item);
    else if (section.of === 'parameters') this.#row(item, section.indent);
    else if (this.#part && item.indent > this.#part.indent) this.#member(item, this.#part.indent + 1);
    else this.#begin(item, section);
  }

  /** `+ Body`, `+ Headers`, `+ Attributes (Ship)`. */
  #begin({ text, indent, range }: ItemPiece, section: Section): void {
    this.#part = { name: text, indent };
    const named = /^Attributes\s*\(([^()]*)\)/i.exec(text)?.[1]?.split(',')[0];
    const subject = this.#action?.subject;
    if (named === undefined || /^object$/i.test(named) || !subject) return;
    const type = typeOf(named);
    const at = this.#page.place(range);
    if (section.of === 'response') this.#response(section.status, type, text, at);
    else {
      const value = { type, parameters: false, binary: false, optional: false, text };
      this.#facts.push({ predicate: 'request-body', subject, value, kind: 'prose', at });
    }
  }

  #response(status: number, type: TypeText | undefined, text: string, at: Span): void {
    const subject = this.#action?.subject;
    if (!subject) return;
    const value = { status, reason: '', type, others: [], empty: false, headers: [], text };
    this.#facts.push({ predicate: 'response', subject, value, kind: 'prose', at });
  }

  /** `+ Request`, `+ Response 200 (application/json)`, `+ Parameters`. */
  #open({ text, indent, range }: ItemPiece): void {
    this.#part = undefined;
    const response = /^Response(?:\s+(\d{3}))?\b/i.exec(text);
    if (response) {
      const status = Number(response[1] ?? 200);
      this.#section = { of: 'response', indent, status };
      this.#response(status, undefined, text, this.#page.place(range));
    } else if (/^Request\b/i.test(text)) this.#section = { of: 'request', indent, status: 0 };
    else if (/^Parameters$/i.test(text)) this.#section = { of: 'parameters', indent };
    else {
      this.#section = { of: 'other', indent };
      if (this.#action ?? this.#resource) this.#leave(`"${text}"`, 'docpact reads no such section', range);
    }
  }

  #row(item: ItemPiece, indent: number): void {
    const found = memberOf(item);
    // What is indented further tells of the values of a parameter.
    if (!found || item.indent > indent + 4) return;
    const row = parameterOf(found);
    const at = this.#page.place(item.range);
    if (this.#action) this.#parameter(row, at);
    else this.#resource?.parameters.push({ row, at });
  }

  #parameter(value: ParameterRow, at: Span): void {
    const action = this.#action;
    if (!action) return;
    const { subject, template } = action;
    const inPath = pathNames(pathOf(template)).includes(value.name);
    const predicate = inPath ? 'path-parameter' : 'query-option';
    this.#facts.push({ predicate, subject, value, kind: 'table', at });
  }

  /** A member of an object: of a type, of what is sent, of what is answered. */
  #member(item: ItemPiece, indent: number): void {
    const found = memberOf(item);
    const at = this.#page.place(item.range);
    if (!found || item.indent > indent + 3) {
      if (!this.#isHeaders()) this.#leave(`"${item.text}"`, 'it describes a nested value', item.range);
      return;
    }
    const value = propertyOf(this.#page, item, found);
    const subject = this.#action?.subject;
    const section = this.#section;
    if (this.#type)
      this.#facts.push({ predicate: 'property', subject: this.#type, value, kind: 'table', at });
    else if (subject && /^Attributes/i.test(this.#part?.name ?? '') && section?.of === 'request')
      this.#facts.push({ predicate: 'body-property', subject, value, kind: 'table', at });
    else if (subject && /^Attributes/i.test(this.#part?.name ?? '') && section?.of === 'response')
      this.#facts.push({ predicate: 'response-property', subject, value, kind: 'table', at });
  }

  #text({ block }: TextPiece): void {
    const section = this.#section;
    const at = this.#page.place(block.body);
    if (!section) {
      if (this.#action)
        this.#facts.push({
          predicate: 'description',
          subject: this.#action.subject,
          value: block.content.trim(),
          kind: 'prose',
          at,
        });
      return;
    }
    if (section.of !== 'request' && section.of !== 'response') return;
    if (this.#part && !/^Body$/i.test(this.#part.name)) {
      if (!/^Attributes/i.test(this.#part.name))
        this.#leave(`"${this.#part.name}"`, 'docpact reads bodies and attributes of samples', block.body);
      return;
    }
    const body = exampleBody(this.#page, block, 0, block.content.length);
    if (/^\s*[{[]/.test(block.content) && this.#action)
      reportJson(
        { subject: this.#action.subject, facts: this.#facts, diagnostics: this.#diagnostics },
        body,
        [],
      );
    this.#sample(section, body, at);
  }

  #sample(section: Section & { readonly status: number }, body: ExampleBody, at: Span): void {
    const action = this.#action;
    if (!action) return;
    const common = { heading: '', name: undefined, headers: [], body };
    const [verb = ''] = action.subject.part?.split(' ') ?? [];
    if (section.of === 'request')
      this.#facts.push({
        predicate: 'example-request',
        subject: action.subject,
        value: { ...common, index: this.#requests++, method: verb, url: pathOf(action.template) },
        kind: 'example',
        at,
      });
    else
      this.#facts.push({
        predicate: 'example-response',
        subject: action.subject,
        value: {
          ...common,
          index: this.#responses++,
          request: undefined,
          status: section.status,
          reason: '',
          annotatedType: undefined,
          truncated: undefined,
          isCollection: undefined,
        },
        kind: 'example',
        at,
      });
  }

  #isHeaders(): boolean {
    return /^Headers$/i.test(this.#part?.name ?? '');
  }

  #title(subject: PageSubject, value: string, range: Range): void {
    this.#facts.push({ predicate: 'title', subject, value, kind: 'prose', at: this.#page.place(range) });
  }

  #leave(what: string, why: string, range: Range): void {
    this.#diagnostics.push(leftOut.at(this.#page.place(range), { what, why }));
  }

  #whole(): PageSubject {
    return { of: 'page', file: this.#page.file };
  }
}

/** A URI template (RFC 6570) without its query; what else it has beyond `{name}` becomes that. */
function pathOf(template: string): string {
  return template.replace(/\{[?&][^{}]*\}/g, '').replace(/\{[+#]?([^{}*:]+)[^{}]*\}/g, '{$1}');
}

function queryNames(template: string): readonly string[] {
  return [...template.matchAll(/\{[?&]([^{}]*)\}/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => decoded(name.replace(/[*]$/, '').trim())),
  );
}

function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}
