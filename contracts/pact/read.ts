import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import {
  entries,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  stringMember,
} from '../../generator/model/json.ts';
import { type Place, startOf } from '../../generator/model/place.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { readTextDocument, type TextDocument } from '../../generator/model/text-document.ts';
import type { RuledPart } from './fragile.ts';
import { readRequest, readResponse } from './http-part.ts';
import type { Interaction, ProviderState } from './interaction.ts';
import { type MatchingRules, readMatchingRules } from './matching-rules.ts';

/** A pact file: who agreed with whom, and on what. */
export interface Pact {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  /** 1 to 4. */
  readonly version: number;
  /** The HTTP interactions; messages are noted and left out. */
  readonly interactions: readonly Interaction[];
  /** The requests and responses with their matching rules as the file has them: for what a pattern tells no more. */
  readonly ruled: readonly RuledPart[];
  place(pointer: string): Place;
  line(number: number): string;
}

const wanted = 'a pact file';

const notPact = defineProblem<{ file: string; found: string }>({
  code: 'pact/not-pact',
  severity: 'error',
  summary: 'The file is no pact.',
  message: (p) => `${p.file} is ${p.found}, not ${wanted}`,
  help: 'A pact has "consumer", "provider" and "interactions" (or "messages").',
});
const unknownVersion = defineProblem<{ version: string }>({
  code: 'pact/version',
  severity: 'error',
  summary: 'The version of the Pact specification is not one of 1 to 4.',
  message: (p) => `Pact specification ${p.version} is not supported`,
  help: 'docpact reads pacts of the Pact specification 1 to 4.',
});
const malformed = defineProblem<{ what: string }>({
  code: 'pact/structure',
  severity: 'error',
  summary: 'A part of the pact has another form than the Pact specification gives it.',
  message: (p) => p.what,
});
const noInteractions = defineProblem<object>({
  code: 'pact/no-interactions',
  severity: 'warning',
  summary: 'A pact without interactions promises nothing.',
  message: () => 'the pact holds no interactions',
});
const messageLeftOut = defineProblem<{ description: string }>({
  code: 'pact/message',
  severity: 'info',
  summary: 'Messages are not judged: an OpenAPI document does not describe them.',
  message: (p) => `the message ${JSON.stringify(p.description)} is left alone`,
});
const unreadableRule = defineProblem<object>({
  code: 'pact/matching-rule-path',
  severity: 'warning',
  summary: 'The path of a matching rule cannot be read.',
  message: () => 'the path of this matching rule cannot be read; the rule is ignored',
});

/** Bytes to a pact, or the reason why not. Findings about single parts leave the rest usable. */
export function readPact(bytes: Uint8Array, file: string): Result<Pact | undefined> {
  const read = readTextDocument(bytes, file, { area: 'pact', wanted });
  if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
  const { value, diagnostics } = pactOf(read.value);
  return { value, diagnostics: [...read.diagnostics, ...diagnostics] };
}

function pactOf(document: TextDocument): Result<Pact | undefined> {
  const { root, file } = document;
  const refuse = (diagnostic: Diagnostic): Result<undefined> => ({
    value: undefined,
    diagnostics: [diagnostic],
  });
  const foreign = foreignKind(root);
  if (foreign !== undefined || !isObject(root))
    return refuse(notPact.at(startOf(file), { file, found: foreign ?? 'a plain text' }));
  const written = versionText(root);
  const version = Number.parseInt(written, 10);
  if (!(version >= 1 && version <= 4))
    return refuse(unknownVersion.at(document.place('/metadata'), { version: written }));
  const list = root['interactions'] === undefined ? [] : root['interactions'];
  if (!isArray(list))
    return refuse(malformed.at(document.place('/interactions'), { what: '"interactions" must be a list' }));
  const found: Found = { diagnostics: [], ruled: [] };
  const { diagnostics } = found;
  const interactions = list.flatMap((json, i) =>
    readInteraction(json, at('/interactions', i), version, document, found),
  );
  for (const [i, message] of messagesOf(root).entries()) {
    diagnostics.push(
      messageLeftOut.at(document.place(at('/messages', i)), {
        description: stringMember(message, 'description') ?? '',
      }),
    );
  }
  if (diagnostics.some((one) => one.code === malformed.code)) return { value: undefined, diagnostics };
  if (list.length === 0 && messagesOf(root).length === 0)
    diagnostics.push(noInteractions.at(document.place('/interactions'), {}));
  const nameOf = (who: string) => stringMember(root[who], 'name') ?? '';
  return {
    value: {
      file,
      consumer: nameOf('consumer'),
      provider: nameOf('provider'),
      version,
      interactions,
      ruled: found.ruled,
      place: document.place,
      line: document.line,
    },
    diagnostics,
  };
}

/** What is gathered on the way through a file. */
interface Found {
  readonly diagnostics: Diagnostic[];
  readonly ruled: RuledPart[];
}

function messagesOf(root: JsonObject): readonly Json[] {
  const messages = root['messages'];
  return isArray(messages) ? messages : [];
}

function foreignKind(root: Json): string | undefined {
  if (!isObject(root)) return isArray(root) ? 'a list' : 'a plain text';
  if (stringMember(root, 'openapi') !== undefined) return 'an OpenAPI document';
  if (stringMember(root, 'swagger') !== undefined) return 'a Swagger 2.0 document';
  if (member(root, 'asyncapi') !== undefined) return 'an AsyncAPI document';
  if (member(member(root, 'log'), 'entries') !== undefined) return 'an HTTP archive';
  const holds = root['interactions'] !== undefined || root['messages'] !== undefined;
  if (!holds || (!isObject(root['consumer']) && !isObject(root['provider'])))
    return 'an object without the members of a pact';
  return undefined;
}

/** Written in one of three places, by the age of the file; files without any are of the first versions. */
function versionText(root: JsonObject): string {
  const metadata = root['metadata'];
  const places = [
    stringMember(member(metadata, 'pactSpecification'), 'version'),
    stringMember(metadata, 'pactSpecificationVersion'),
    stringMember(member(metadata, 'pact-specification'), 'version'),
  ];
  return places.find((place) => place !== undefined) ?? '2.0.0';
}

function readInteraction(
  json: Json,
  pointer: string,
  version: number,
  document: TextDocument,
  { diagnostics, ruled }: Found,
): Interaction[] {
  const fault = (what: string, where = pointer) => {
    diagnostics.push(malformed.at(document.place(where), { what }));
    return [];
  };
  if (!isObject(json)) return fault('an interaction must be an object');
  const description = stringMember(json, 'description') ?? '';
  const type = stringMember(json, 'type');
  if (type !== undefined && type !== 'Synchronous/HTTP') {
    diagnostics.push(messageLeftOut.at(document.place(pointer), { description }));
    return [];
  }
  const { request, response } = json;
  if (!isObject(request)) return fault('an interaction must have a request');
  if (!isObject(response)) return fault('an interaction must have a response');
  if (typeof request['path'] !== 'string') return fault('a request must have a path', at(pointer, 'request'));
  const wrong = wrongPart(request, at(pointer, 'request')) ?? wrongPart(response, at(pointer, 'response'));
  if (wrong) return fault(wrong.what, wrong.at);
  const parts: MatchingRules[] = [];
  for (const [part, json] of Object.entries({ request, response })) {
    const rules = readMatchingRules(json['matchingRules'], at(pointer, part, 'matchingRules'));
    for (const unreadable of rules.unreadable)
      diagnostics.push(unreadableRule.at(document.place(unreadable), {}));
    parts.push(rules);
  }
  const sent = readRequest(request, at(pointer, 'request'), version);
  const answered = readResponse(response, at(pointer, 'response'), version);
  for (const [i, { body }] of [sent, answered].entries()) {
    const example =
      body.state === 'present' && body.content.kind === 'json' ? body.content.example : undefined;
    const rules = parts[i];
    if (rules) ruled.push({ rules, body: example });
  }
  return [
    {
      description,
      pointer,
      providerStates: providerStates(json),
      pending: json['pending'] === true,
      request: sent,
      response: answered,
    },
  ];
}

/** V1 and V2 name one state, V3 and V4 several with parameters. */
function providerStates(json: JsonObject): readonly ProviderState[] {
  const single = stringMember(json, 'providerState') ?? stringMember(json, 'provider_state');
  if (single !== undefined) return [{ name: single, params: {} }];
  const list = json['providerStates'];
  if (!isArray(list)) return [];
  return list.map((state) => ({
    name: stringMember(state, 'name') ?? '',
    params: Object.fromEntries(entries(member(state, 'params'))),
  }));
}

/** Members of a request or response that have another form than any version of Pact gives them. */
function wrongPart(part: JsonObject, pointer: string): { what: string; at: string } | undefined {
  const wrong = (key: string, form: string) => ({ what: `"${key}" must be ${form}`, at: at(pointer, key) });
  const { headers, matchingRules, query, method, status } = part;
  if (headers !== undefined && headers !== null && !isObject(headers)) return wrong('headers', 'an object');
  if (matchingRules !== undefined && matchingRules !== null && !isObject(matchingRules))
    return wrong('matchingRules', 'an object');
  if (query !== undefined && query !== null && typeof query !== 'string' && !isObject(query))
    return wrong('query', 'a text or an object');
  if (method !== undefined && typeof method !== 'string') return wrong('method', 'a text');
  const numeric = typeof status === 'number' || (typeof status === 'string' && /^\d{3}$/.test(status));
  return status !== undefined && !numeric ? wrong('status', 'a number') : undefined;
}
