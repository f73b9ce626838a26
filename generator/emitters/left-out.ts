import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { entries, isArray, isObject, type Json, member, sameJson, stringMember } from '../model/json.ts';
import { pointer as at, pointerTokens, valueAt } from '../model/pointer.ts';
import type { Api, MediaType, Operation, RequestBody } from '../openapi/api.ts';
import { bodyKind, sent } from './media.ts';
import { isCarried, templateNames } from './operation-shape.ts';
import { requestLine } from './prose.ts';

const leftOut = defineProblem<{ what: string; why: string }>({
  code: 'generate/left-out',
  severity: 'warning',
  summary: 'A part of the document has no counterpart in generated code.',
  message: (p) => `${p.what} is left out: ${p.why}`,
});
const undescribed = defineProblem<{ name: string; request: string }>({
  code: 'generate/path-parameter-undescribed',
  severity: 'warning',
  summary: 'A path has a value that no parameter describes.',
  message: (p) => `nothing describes ${JSON.stringify(p.name)} of ${p.request}; any text is taken`,
});
const choice = defineProblem<{ request: string; sent: string; others: string }>({
  code: 'generate/media-type-choice',
  severity: 'info',
  summary: 'A request body may come in several forms, of which generated code sends one.',
  message: (p) => `${p.request} sends ${p.sent}; the form ${p.others} is left out`,
});

const serverChoice = defineProblem<{ first: string; others: number }>({
  code: 'generate/server-choice',
  severity: 'info',
  summary: 'Several servers are named; requests go to the first.',
  message: (p) =>
    `requests go to ${p.first}; beside it ${p.others === 1 ? 'another server is' : `${p.others} other servers are`} named`,
  help: 'Give the one that is meant as `baseUrl` where connections are made.',
});

const notCarried = defineProblem<{ name: string; why: string }>({
  code: 'generate/scheme-not-carried',
  severity: 'info',
  summary: 'A security scheme has no credentials that a request could carry.',
  message: (p) => `${JSON.stringify(p.name)} asks for nothing in requests: ${p.why}`,
  help: 'Requests that need nothing else are sent without credentials; `fetch` or a hook may add what is missing.',
});

/** What of the document generated code says nothing about, each with its place: nothing goes in silence. */
export function partsLeftOut(api: Api): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (pointer: string, what: string, why: string) =>
    found.push(leftOut.at(api.place(pointer, 'key'), { what, why }));
  if (Object.keys(member(api.root, 'webhooks') ?? {}).length > 0)
    report('/webhooks', 'the description of webhooks', 'a client sends requests and receives none');
  found.push(...ofServers(api), ...ofSchemes(api));
  for (const operation of api.operations) {
    ofOperation(api, operation, report);
    ofEncodings(api, operation, report);
    found.push(...ofPath(api, operation), ...ofBody(api, operation));
  }
  return found;
}

/** Lists of more than one server, each once: operations of a path share the path's. */
function ofServers(api: Api): Diagnostic[] {
  const choices = new Map<string, Diagnostic>();
  for (const { servers } of [api, ...api.operations]) {
    const [first, second, ...more] = servers;
    if (!first || !second || choices.has(second.pointer)) continue;
    const params = { first: first.template, others: 1 + more.length };
    choices.set(second.pointer, serverChoice.at(api.place(second.pointer), params));
  }
  return [...choices.values()];
}

/** Schemes that are described but have nothing to send, and names that nothing describes where others are. */
function ofSchemes(api: Api): Diagnostic[] {
  const schemes = api.securitySchemes;
  if (schemes.length === 0) return [];
  const found = schemes
    .filter((scheme) => !isCarried(scheme))
    .map(({ name, pointer, json }) => {
      const own = stringMember(json, 'type') === 'mutualTLS';
      const why = own ? 'certificates belong to the transport' : 'no such scheme is known';
      return notCarried.at(api.place(pointer, 'key'), { name, why });
    });
  const known = new Set(schemes.map(({ name }) => name));
  for (const { pointer, schemes } of [api, ...api.operations].flatMap(({ security }) => security)) {
    for (const { name } of schemes) {
      if (known.has(name)) continue;
      known.add(name);
      found.push(notCarried.at(api.place(pointer), { name, why: 'nothing describes it' }));
    }
  }
  return found;
}

type Report = (pointer: string, what: string, why: string) => void;

function ofOperation(api: Api, operation: Operation, report: Report): void {
  const request = requestLine(operation);
  const { pointer, method, requestBody, responses } = operation;
  if (requestBody && (method === 'get' || method === 'head') && !saysNothing(api, requestBody))
    report(at(pointer, 'requestBody'), `the request body of ${request}`, 'fetch sends none with this method');
  if (valueAt(api.root, at(pointer, 'callbacks')) !== undefined)
    report(
      at(pointer, 'callbacks'),
      `the callbacks of ${request}`,
      'a client sends requests and receives none',
    );
  for (const { status, pointer: place } of responses) {
    if (!/^([2345](\d\d|XX)|default)$/.test(status))
      report(place, `the answer ${status} of ${request}`, 'fetch shows no such status');
  }
  for (const place of new Set([parent(pointer), pointer])) {
    const list = valueAt(api.root, at(place, 'parameters'));
    for (const [i, entry] of (isArray(list) ? list : []).entries()) {
      const pointer = at(place, 'parameters', i);
      if (!isParameter(api, entry))
        report(pointer, `a parameter of ${request}`, 'it has no name or no known place');
    }
  }
  const names = templateNames(operation.path);
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path' && !names.includes(parameter.name))
      report(
        parameter.pointer,
        `the path parameter ${parameter.name} of ${request}`,
        'the path has no such value',
      );
  }
}

/** A body that need not be there and has no member: nothing is lost without it. */
function saysNothing(api: Api, { required, content }: RequestBody): boolean {
  return (
    !required &&
    content.every(({ schema }) => {
      const json = schema && api.resolve(schema).json;
      if (!isObject(json)) return false;
      const isClosed = json['type'] === 'object' && json['additionalProperties'] === false;
      return isClosed && entries(json['properties']).length === 0;
    })
  );
}

/** What a body's encoding objects ask for and the runtime does not do. */
function ofEncodings(api: Api, operation: Operation, report: Report): void {
  const media = sent(operation.requestBody?.content ?? []);
  const kind = media && bodyKind(media.type);
  if (!media || (kind !== 'form' && kind !== 'multipart')) return;
  const place = at(media.pointer, 'encoding');
  const whose = (name: string) => `${JSON.stringify(name)} in ${requestLine(operation)}`;
  for (const [name, encoding] of entries(valueAt(api.root, place))) {
    const styles = ['style', 'explode', 'allowReserved'].filter((key) => member(encoding, key) !== undefined);
    const type = stringMember(encoding, 'contentType');
    if (
      kind === 'form' &&
      type !== undefined &&
      styles.length === 0 &&
      !/^(text\/plain|[^,;]*[/+]json)\b/i.test(type)
    )
      report(at(place, name, 'contentType'), `the media type of ${whose(name)}`, 'fields are text or JSON');
    if (kind === 'form') continue;
    if (Object.keys(member(encoding, 'headers') ?? {}).some((header) => !/^content-type$/i.test(header)))
      report(at(place, name, 'headers'), `the headers of ${whose(name)}`, 'parts have a media type alone');
    // OpenAPI 3.0 gives them no meaning in multipart.
    const [style] = api.version === '3.0' ? [] : styles;
    if (style !== undefined)
      report(at(place, name, style), `the style of ${whose(name)}`, 'lists repeat a part, objects are JSON');
  }
}

function parent(pointer: string): string {
  return at('', ...pointerTokens(pointer).slice(0, -1));
}

function isParameter(api: Api, entry: Json): boolean {
  const target = isObject(entry) ? api.resolve({ pointer: '', json: entry }).json : undefined;
  if (!isObject(target)) return false;
  return (
    stringMember(target, 'name') !== undefined &&
    ['path', 'query', 'header', 'cookie'].includes(stringMember(target, 'in') ?? '')
  );
}

function ofPath(api: Api, operation: Operation): Diagnostic[] {
  const described = operation.parameters.filter((parameter) => parameter.in === 'path');
  return templateNames(operation.path)
    .filter((name) => !described.some((parameter) => parameter.name === name))
    .map((name) =>
      undescribed.at(api.place(operation.pointer, 'key'), { name, request: requestLine(operation) }),
    );
}

/** Another form is told where it is another body: JSON under a second name with the same schema is none. */
function ofBody(api: Api, operation: Operation): Diagnostic[] {
  const content = operation.requestBody?.content ?? [];
  const chosen = sent(content);
  if (!chosen || operation.method === 'get' || operation.method === 'head') return [];
  const others = content.filter((media) => media.pointer !== chosen.pointer && !sameBody(media, chosen));
  if (others.length === 0) return [];
  const told = { sent: chosen.type, others: others.map(({ type }) => type).join(', ') };
  return [choice.at(api.place(chosen.pointer, 'key'), { request: requestLine(operation), ...told })];
}

function sameBody(one: MediaType, other: MediaType): boolean {
  return (
    bodyKind(one.type) === bodyKind(other.type) &&
    sameJson(one.schema?.json ?? true, other.schema?.json ?? true)
  );
}
