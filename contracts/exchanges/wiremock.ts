import { defineProblem } from '../../generator/model/diagnostic.ts';
import { entries, isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { findWord } from '../../generator/model/regular/find-word.ts';
import { languageOf } from '../../generator/model/regular/language.ts';
import type { Interaction } from '../pact/interaction.ts';
import {
  type ExchangeFormat,
  exchangeOf,
  type RecordedBody,
  type RecordedField,
  recordedText,
} from './exchange.ts';

const unreadStub = defineProblem<{ count: number }>({
  code: 'verify/stub-left-out',
  severity: 'info',
  summary: 'Mappings are left out that answer no single operation.',
  message: (p) =>
    `${p.count} ${p.count === 1 ? 'mapping' : 'mappings'} left out: for any method, without an answer, or with a pattern that is not followed`,
});

/** Stub mappings of WireMock: one in a file, or an export with many (`{ "mappings": […] }`). */
export const wiremock: ExchangeFormat = {
  name: 'wiremock',
  summary: 'stub mappings of WireMock',
  recognises: (root) => isMapping(root) || mappingsOf(root).some(isMapping),
  read(document) {
    const { root } = document;
    const listed = isMapping(root)
      ? [{ mapping: root, pointer: '' }]
      : mappingsOf(root).map((mapping, i) => ({ mapping, pointer: at('/mappings', i) }));
    const open = listed.filter(({ mapping }) => !isOfOneOperation(mapping));
    const found = listed
      .filter(({ mapping }) => isOfOneOperation(mapping))
      .map(({ mapping, pointer }) => exchange(mapping, pointer));
    const rules = new Map(found.map((stub) => [stub.interaction, stub.rules]));
    const [first] = open;
    return {
      exchanges: {
        file: document.file,
        source: 'WireMock',
        exchanges: found.map(
          ({ interaction }) =>
            () =>
              interaction,
        ),
        rulesOf: (interaction) => rules.get(interaction),
        place: document.place,
      },
      diagnostics: first ? [unreadStub.at(document.place(first.pointer), { count: open.length })] : [],
    };
  },
};

const answerRules = [
  'verify/operation',
  'verify/response-status',
  'verify/response-headers',
  'verify/response-body',
];

function mappingsOf(root: Json): readonly Json[] {
  const list = member(root, 'mappings');
  return isArray(list) ? list : [];
}

function isMapping(json: Json): boolean {
  const request = member(json, 'request');
  const told = ['method', 'url', 'urlPath', 'urlPattern', 'urlPathPattern', 'urlPathTemplate'];
  return (
    isObject(member(json, 'response')) && isObject(request) && told.some((key) => request[key] !== undefined)
  );
}

/** Whether it can be told which operation it answers, and it answers at all. */
function isOfOneOperation(mapping: Json): boolean {
  const [request, response] = [member(mapping, 'request'), member(mapping, 'response')];
  if (!isMapping(mapping) || stringMember(request, 'method') === 'ANY') return false;
  return stringMember(response, 'fault') === undefined && sampleAddress(request) !== undefined;
}

interface Stub {
  readonly interaction: Interaction;
  /** A stub names what it looks at, not all that a client sends: only what it names in full can be judged. */
  readonly rules: readonly string[];
}

function exchange(mapping: Json, pointer: string): Stub {
  const [request, response] = [member(mapping, 'request'), member(mapping, 'response')];
  const [asked, answered] = [at(pointer, 'request'), at(pointer, 'response')];
  const { key, path, query } = addressOf(request, asked);
  const status = member(response, 'status');
  const method = stringMember(request, 'method') ?? 'GET';
  const sent = sentBody(request, asked);
  const interaction = exchangeOf({
    pointer,
    description: stringMember(mapping, 'name') ?? `${method} ${path.value}`,
    request: {
      pointer: asked,
      method,
      path,
      query,
      headers: equalHeaders(request, asked),
      body: sent ?? { pointer: asked, value: undefined, contentType: undefined },
    },
    response: {
      pointer: answered,
      status: typeof status === 'number' ? status : 200,
      headers: headersOf(response, answered),
      body: answeredBody(response, answered),
    },
  });
  const rules = [
    ...answerRules,
    ...(key === 'url' || key === 'urlPath' ? ['verify/path-parameters'] : []),
    ...(key === 'url' ? ['verify/query-parameters'] : []),
    ...(sent ? ['verify/request-body'] : []),
  ];
  return { interaction, rules };
}

const addressKeys = ['url', 'urlPath', 'urlPathTemplate', 'urlPathPattern', 'urlPattern'] as const;

/** The address that a mapping answers, or one of those; undefined where its pattern cannot be read. */
function sampleAddress(request: Json | undefined): string | undefined {
  const key = addressKeys.find((one) => stringMember(request, one) !== undefined);
  const written = key && stringMember(request, key);
  if (key !== 'urlPathPattern' && key !== 'urlPattern') return written;
  const language = languageOf(written ?? '', { reading: 'whole' });
  const found = language && findWord({ within: [language], outside: [] });
  return typeof found === 'object' ? found.word : undefined;
}

function addressOf(request: Json | undefined, pointer: string) {
  const key = addressKeys.find((one) => stringMember(request, one) !== undefined) ?? 'url';
  const [path = '/', search = ''] = (sampleAddress(request) ?? '/').split('?');
  const here = at(pointer, key);
  const query = [...new URLSearchParams(search)].map(([name, value]) => ({ name, value, pointer: here }));
  return { key, path: { value: path, pointer: here }, query };
}

/** Headers that are compared for equality; what is matched otherwise stands for many values. */
function equalHeaders(request: Json | undefined, pointer: string): readonly RecordedField[] {
  return entries(member(request, 'headers')).flatMap(([name, matcher]) => {
    const value = stringMember(matcher, 'equalTo');
    return value === undefined ? [] : [{ name, value, pointer: at(pointer, 'headers', name) }];
  });
}

/** A body that is named in full: `equalToJson` holds JSON as a value or as its text. */
function sentBody(request: Json | undefined, pointer: string): RecordedBody | undefined {
  const patterns = member(request, 'bodyPatterns');
  if (!isArray(patterns)) return undefined;
  const contentType = stringMember(member(member(request, 'headers'), 'Content-Type'), 'equalTo');
  for (const [i, pattern] of patterns.entries()) {
    const here = at(pointer, 'bodyPatterns', i);
    if (member(pattern, 'ignoreExtraElements') === true) continue;
    const json = member(pattern, 'equalToJson');
    if (typeof json === 'string')
      return { pointer: here, value: recordedText(json, 'application/json'), contentType };
    if (json !== undefined) return { pointer: here, value: { json }, contentType };
    const text = stringMember(pattern, 'equalTo');
    if (text !== undefined) return { pointer: here, value: recordedText(text, contentType), contentType };
  }
  return undefined;
}

function headersOf(response: Json | undefined, pointer: string): readonly RecordedField[] {
  return entries(member(response, 'headers')).flatMap(([name, value]) => {
    const here = at(pointer, 'headers', name);
    return (isArray(value) ? value : [value]).map((one) => ({ name, value: String(one), pointer: here }));
  });
}

function answeredBody(response: Json | undefined, pointer: string): RecordedBody {
  const type = headersOf(response, pointer).find(({ name }) => /^content-type$/i.test(name))?.value;
  const json = member(response, 'jsonBody');
  if (json !== undefined) return { pointer: at(pointer, 'jsonBody'), value: { json }, contentType: type };
  const text = stringMember(response, 'body');
  if (text !== undefined)
    return { pointer: at(pointer, 'body'), value: recordedText(text, type), contentType: type };
  const bytes = stringMember(response, 'base64Body');
  if (bytes !== undefined) {
    const plain = Buffer.from(bytes, 'base64').toString('utf8');
    const textual = type !== undefined && /^text\/|[/+](json|xml)\b/i.test(type);
    return {
      pointer: at(pointer, 'base64Body'),
      value: textual ? recordedText(plain, type) : { bytes: true },
      contentType: type,
    };
  }
  // A file beside the mapping, a proxy or a template answers otherwise.
  const elsewhere = ['bodyFileName', 'proxyBaseUrl', 'transformers'].some(
    (key) => member(response, key) !== undefined,
  );
  return { pointer, value: elsewhere ? undefined : { text: '' }, contentType: type };
}
