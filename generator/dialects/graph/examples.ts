import type { Fence, Section } from '../../markdown/page.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { isArray, type Json, stringMember } from '../../model/json.ts';
import { exampleBody } from '../example-body.ts';
import { type HttpMessage, httpMessage } from '../http-message.ts';
import { reportJson } from '../report-json.ts';
import type { Annotation } from './annotations.ts';
import { answeredRequests, type Sequenced } from './example-pairs.ts';
import { isCalled, prose, type Reading, within } from './reading.ts';

const unread = defineProblem<{ kind: string }>({
  code: 'docs/example-without-start-line',
  severity: 'info',
  summary: 'A block that its annotation calls a request or response does not begin as one.',
  message: (p) =>
    `this ${p.kind} begins with neither a method and URL nor HTTP/1.1 and a status; it was left out`,
  help: 'Begin it with its first line, like GET https://graph.microsoft.com/v1.0/me or HTTP/1.1 200 OK.',
});

/** A message with what its page says around it. */
interface Shown extends Sequenced {
  readonly fence: Fence;
  readonly message: HttpMessage;
  readonly heading: string;
  readonly annotation: Annotation | undefined;
}

/** Every request and response that stands in a code block of an API page, apart from its request lines. */
export function readExamples(
  reading: Reading,
  sections: readonly Section[],
  annotations: ReadonlyMap<Fence, Annotation>,
): void {
  const shown: Shown[] = [];
  const walk = (section: Section, heading: string, before: Shown | undefined): Shown | undefined => {
    const own =
      section.heading && !isCalled(section, /^(?:request|response|examples?)\s*\d*:?$/)
        ? section.title
        : heading;
    // The message that the block before ended with: its head, if its body stands in a block or a section of its own.
    let head = before && isBodyOf(section, before) ? before : undefined;
    const isBody = head !== undefined;
    for (const block of section.blocks) {
      for (const inline of prose(block)) readPromise(reading, inline);
      if (block.kind !== 'fence') {
        if (block.kind !== 'comment' && !(isBody && head === before)) head = undefined;
        continue;
      }
      const annotation = annotations.get(block);
      const message = httpMessage(reading.page, block);
      if (message) {
        const { kind } = message.start;
        head = { fence: block, message, heading: own, annotation, kind, names: namesOf(annotation) };
        shown.push(head);
        continue;
      }
      const whole = head && withBody(reading, head, block, annotation);
      if (whole) shown[shown.length - 1] = whole;
      else reportUnread(reading, block, annotation);
      head = undefined;
    }
    for (const child of section.sections) head = walk(child, own, head);
    return head;
  };
  for (const section of sections) walk(section, '', undefined);
  const answered = answeredRequests(shown);
  const count: Counts = { requests: 0, responses: 0 };
  for (const [i, one] of shown.entries()) addMessage(reading, one, answered[i], count);
}

/** "Request body" behind a request, within an example. */
function isBodyOf(section: Section, { kind }: Shown): boolean {
  return isCalled(section, kind === 'request' ? /^(?:request )?body:?$/ : /^(?:response )?body:?$/);
}

const bodyLanguages = /^(?:|http|json|xml|html|csv|te?xt|plaintext|plain|none)$/;

/** A head with the block behind it as its body; undefined where that is none. GET and DELETE send nothing. */
function withBody(
  { page }: Reading,
  head: Shown,
  fence: Fence,
  annotation: Annotation | undefined,
): Shown | undefined {
  const { start, headers, body } = head.message;
  const type = stringMember(annotation?.json, 'blockType')?.toLowerCase() ?? 'ignored';
  if (body || (type !== 'ignored' && type !== head.kind) || !bodyLanguages.test(fence.language))
    return undefined;
  const { content } = fence;
  const from = content.length - content.trimStart().length;
  const empty = start.kind === 'request' ? /^(?:GET|DELETE|HEAD)$/.test(start.method) : start.status === 204;
  const declared = headers.some(({ name }) => /^content-type$/i.test(name));
  if (empty || !(declared ? content.trim() !== '' : /^[{[]/.test(content.slice(from)))) return undefined;
  const own = exampleBody(page, fence, from, content.trimEnd().length);
  return { ...head, message: { start, headers, body: own }, annotation: head.annotation ?? annotation };
}

/** `"name": "x"` or `"name": ["x", "y"]`. */
function namesOf(annotation: Annotation | undefined): readonly string[] {
  const name = annotation?.json['name'];
  return (isArray(name) ? name : [name]).filter((one) => typeof one === 'string');
}

/** A block that its annotation calls a message, and that begins neither as a request nor as a response does. */
function reportUnread(reading: Reading, fence: Fence, annotation: Annotation | undefined): void {
  const kind = stringMember(annotation?.json, 'blockType')?.toLowerCase();
  if (kind !== 'request' && kind !== 'response') return;
  if (fence.content.trim() === '') return;
  reading.diagnostics.push(unread.at(reading.page.place(fence.range), { kind }));
}

interface Counts {
  requests: number;
  responses: number;
}

function addMessage(
  reading: Reading,
  { fence, message, heading, annotation, names }: Shown,
  request: number | undefined,
  count: Counts,
): void {
  const { page, subject, facts } = reading;
  const { start, headers, body } = message;
  if (body) reportJson(reading, body, headers);
  const at = page.place(fence.body);
  const name = stringMember(annotation?.json, 'name');
  if (start.kind === 'request') {
    const { method, url } = start;
    const value = { heading, name, headers, body, index: count.requests++, method, url };
    facts.push({ predicate: 'example-request', subject, value, kind: 'example', at });
    return;
  }
  const type = stringMember(annotation?.json, '@odata.type');
  const truncated = annotation?.json['truncated'];
  const isCollection = annotation?.json['isCollection'];
  const value = {
    heading,
    name,
    headers,
    body,
    index: count.responses++,
    request,
    ...(names.length > 1 && { requestNames: names }),
    status: start.status,
    reason: start.reason,
    annotatedType:
      annotation && type !== undefined ? { value: type, at: annotation.place('@odata.type') } : undefined,
    truncated: flag(truncated),
    isCollection: flag(isCollection),
  };
  facts.push({ predicate: 'example-response', subject, value, kind: 'example', at });
}

/** `true` and `"true"`. */
function flag(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

const promise = /\ball of the properties will be returned from an actual call\b\.?/i;

function readPromise(reading: Reading, inline: ReturnType<typeof prose>[number]): void {
  // Asked of every run of text of a page: most need not even be read.
  if (!/actual call/i.test(inline.raw)) return;
  const match = promise.exec(inline.text);
  if (!match) return;
  const { page, subject } = reading;
  const at = page.place(within(page, inline.range, match[0]));
  reading.facts.push({ predicate: 'returns-all-properties', subject, value: match[0], kind: 'prose', at });
}
