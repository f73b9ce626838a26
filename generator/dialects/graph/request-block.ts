import type { Fence, Page, Section } from '../../markdown/page.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { gather } from '../../model/gather.ts';
import type { RequestLine } from '../fact.ts';
import type { Annotation } from './annotations.ts';
import { isCalled, prose, type Reading, within } from './reading.ts';
import { isTarget, readTargets, requestLine } from './request-target.ts';

const withoutVerb = defineProblem<{ text: string }>({
  code: 'docs/request-line-without-verb',
  severity: 'error',
  summary: 'A request line does not begin with an HTTP method.',
  message: (p) => `"${p.text}" names no HTTP method, so no operation was made of it`,
  help: 'Begin the line with GET, POST, PATCH, PUT or DELETE.',
});
const withoutPath = defineProblem<{ text: string }>({
  code: 'docs/request-line-without-path',
  severity: 'warning',
  summary: 'A request line has no path behind its HTTP method.',
  message: (p) => `"${p.text}" holds no path, so no operation was made of it`,
});
const noRequest = defineProblem<{ title: string }>({
  code: 'docs/request-line-missing',
  severity: 'warning',
  summary: 'An API page has no request line.',
  message: (p) => `no request line was found below "${p.title}"`,
  help: 'Put the request lines into a code block below the heading "HTTP request".',
});

/** Where examples stand, and what may stand below "HTTP request" beside request lines. */
const otherParts = /^(?:see also|.*\b(?:examples?|responses?|headers?|body|parameters?|remarks?)\b)/;
const requestPart = /^http request|^requests? (?:syntax|urls?)$|^http method/;

/**
 * The request lines of an API page: every line of the code blocks below "HTTP request" that begins with a method,
 * wherever such a section stands. Pages without one have them below headings of their own, in blocks that are no
 * examples; some in running text.
 */
export function readRequestLines(
  reading: Reading,
  root: Section,
  annotations: ReadonlyMap<Fence, Annotation>,
): void {
  const before = reading.facts.length;
  const sections: Headed[] = [];
  collect(root, '', sections);
  const read = new Set<Fence>();
  for (const headed of sections) readFences(reading, headed, (fence) => read.add(fence).has(fence));
  const found = () => reading.facts.some((fact, i) => i >= before && fact.predicate === 'request-line');
  if (!found()) for (const headed of sections) readProse(reading, headed);
  if (!found()) {
    const isExample = (fence: Fence) =>
      /^(?:request|response|example)$/i.test(blockType(annotations.get(fence)));
    readFences(reading, { section: root, heading: '' }, (fence) => !isExample(fence) && !read.has(fence));
  }
  const told = (fact: Reading['facts'][number]) =>
    fact.predicate === 'malformed' && fact.value.what === 'request-line';
  if (found() || reading.facts.slice(before).some(told)) return;
  const section = sections[0]?.section ?? root;
  const at = reading.page.place((section.heading ?? root.heading)?.range ?? root.range);
  const { title } = section;
  reading.diagnostics.push(noRequest.at(at, { title }));
  const value = { what: 'request-line', text: title, reason: 'no request line' } as const;
  reading.facts.push({ predicate: 'malformed', subject: reading.subject, value, kind: 'request', at });
}

function blockType(annotation: Annotation | undefined): string {
  const type = annotation?.json['blockType'];
  return typeof type === 'string' ? type : '';
}

/** A section with request lines, and the page's own heading for them. */
interface Headed {
  readonly section: Section;
  readonly heading: string;
}

/** The sections called "HTTP request", at any level: some pages have one below each of several headings. */
function collect(section: Section, heading: string, found: Headed[]): void {
  for (const child of section.sections) {
    if (isCalled(child, requestPart)) found.push({ section: child, heading });
    else if (!isCalled(child, otherParts)) collect(child, child.title, found);
  }
}

function readFences(reading: Reading, { section, heading }: Headed, wanted: (fence: Fence) => boolean): void {
  for (const block of section.blocks)
    if (block.kind === 'fence' && wanted(block)) new FenceReader(reading, block, heading).read();
  for (const child of partsOf(section)) readFences(reading, child, wanted);
}

function partsOf(section: Section): Headed[] {
  const parts = section.sections.filter((child) => !isCalled(child, otherParts));
  return parts.map((child) => ({ section: child, heading: child.title }));
}

const emptyVerb = /^(?:GET|POST|PATCH|PUT|DELETE)\b/;
const pathLike = /^(?:[A-Za-z]+[ \t]+)?(?:\/|https?:\/\/)\S/;
const header = /^[!#$%&'*+.^_`|~\w-]+[ \t]*:(?!\/\/)/;

/** Reads one block line by line. What a line goes on with may stand in the lines below it. */
class FenceReader {
  readonly #reading: Reading;
  readonly #fence: Fence;
  readonly #heading: string;
  #method: string | undefined;
  /** A body or headers have begun: what looks like a path is no request line any more. */
  #inMessage = false;

  constructor(reading: Reading, fence: Fence, heading: string) {
    this.#reading = reading;
    this.#fence = fence;
    this.#heading = heading;
  }

  read(): void {
    const lines = this.#fence.content.split('\n');
    let offset = 0;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      const start = offset + (line.length - line.trimStart().length);
      offset += line.length + 1;
      let text = line.trim();
      // A long URL may go on in the lines below it.
      for (; /^[?&]\S/.test((lines[i + 1] ?? '').trim()) && text !== ''; i++) {
        const more = lines[i + 1] ?? '';
        text += more.trim();
        offset += more.length + 1;
      }
      this.#line(text, start, start + line.trim().length);
    }
  }

  #line(text: string, start: number, end: number): void {
    const found = readTargets(text, this.#inMessage ? undefined : this.#method);
    const place = (from: number, to: number) =>
      this.#reading.page.place({ start: this.#fence.offsetOf(from), end: this.#fence.offsetOf(to) });
    if (found.length > 0) {
      this.#inMessage = false;
      this.#method = found.at(-1)?.method;
      for (const { method, target, from, to } of found) {
        const alone = found.length === 1;
        const at = alone ? place(start, end) : place(start + from, start + to);
        push(this.#reading, headed(requestLine(method, target), this.#heading), at);
      }
    } else if (/^[{[<]/.test(text) && !text.includes('/')) this.#inMessage = true;
    else if (this.#inMessage || text === '') return;
    else if (emptyVerb.test(text)) this.#refuse(withoutPath.at(place(start, end), { text }), text, 'no path');
    else if (pathLike.test(text))
      this.#refuse(withoutVerb.at(place(start, end), { text }), text, 'no HTTP method');
    else if (header.test(text)) this.#inMessage = true;
  }

  #refuse(problem: ReturnType<typeof withoutVerb.at>, text: string, reason: string): void {
    const { facts, diagnostics, subject } = this.#reading;
    diagnostics.push(problem);
    const value = { what: 'request-line', text, reason } as const;
    facts.push({
      predicate: 'malformed',
      subject,
      value,
      kind: 'request',
      at: this.#reading.page.place(this.#fence.range),
    });
  }
}

function headed(line: RequestLine, heading: string): RequestLine {
  return heading === '' ? line : { ...line, heading };
}

function push(reading: Reading, value: RequestLine, at: ReturnType<Page['place']>): void {
  reading.facts.push({ predicate: 'request-line', subject: reading.subject, value, kind: 'request', at });
}

/** "`GET /ships`" in a sentence, a list, a table or an indented block. */
function readProse(reading: Reading, { section, heading }: Headed): void {
  const { page } = reading;
  for (const block of section.blocks) {
    const cells = block.kind === 'table' ? gather(block.rows, (row) => row.cells) : prose(block);
    for (const inline of cells) {
      const codes = inline.codes.length > 0 ? inline.codes : [inline.raw];
      for (const text of codes) {
        for (const { method, target } of readTargets(text, undefined)) {
          if (!isTarget(target)) continue;
          const at = page.place(within(page, inline.range, target));
          push(reading, headed(requestLine(method, target), heading), at);
        }
      }
    }
  }
  for (const part of partsOf(section)) readProse(reading, part);
}
