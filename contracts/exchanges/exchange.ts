import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Json } from '../../generator/model/json.ts';
import type { Place } from '../../generator/model/place.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { TextDocument } from '../../generator/model/text-document.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import { isJson } from '../pact/http-part.ts';
import type { Body, Field, Interaction, Text } from '../pact/interaction.ts';
import { decoded } from './content-coding.ts';

/** Requests and their answers as they were or are meant to be: single values, no matchers. */
export interface Exchanges {
  readonly file: string;
  /** Who is told of as the other side: the tool that recorded, the document. */
  readonly source: string;
  /** Each is made when it is asked for: thousands need not be there at once. */
  readonly exchanges: readonly (() => Interaction)[];
  /** Codes of the rules that count, where only a part of an exchange is there; undefined: all. */
  rulesOf?(exchange: Interaction): readonly string[] | undefined;
  /** Where it is known what an exchange belongs to, whatever its path looks like. */
  operationOf?(exchange: Interaction): Operation | undefined;
  place(pointer: string): Place;
}

/** One form of file that holds exchanges. */
export interface ExchangeFormat {
  readonly name: string;
  readonly summary: string;
  /** Whether a document is one of these, by what stands at its top. */
  recognises(root: Json): boolean;
  /** `hosts`: those whose exchanges are wanted; undefined: all. */
  read(
    document: TextDocument,
    hosts: ReadonlySet<string> | undefined,
  ): {
    readonly exchanges: Exchanges | undefined;
    readonly diagnostics: readonly Diagnostic[];
  };
}

/** The parts of an exchange, each with the pointer at which a finding about it stands. */
export interface Recorded {
  readonly pointer: string;
  readonly description: string;
  readonly request: {
    readonly pointer: string;
    readonly method: string;
    readonly path: { readonly value: string; readonly pointer: string };
    readonly query: readonly RecordedField[];
    readonly headers: readonly RecordedField[];
    readonly body: RecordedBody;
  };
  readonly response: {
    readonly pointer: string;
    readonly status: number;
    readonly headers: readonly RecordedField[];
    readonly body: RecordedBody;
  };
}

export interface RecordedField {
  readonly name: string;
  readonly value: string;
  readonly pointer: string;
}

export interface RecordedBody {
  readonly pointer: string;
  /** Undefined: it was not recorded. */
  readonly value:
    | { readonly json: Json }
    | { readonly text: string }
    | { readonly bytes: true }
    | { readonly broken: string }
    | undefined;
  readonly contentType: string | undefined;
}

export function exchangeOf({ pointer, description, request, response }: Recorded): Interaction {
  return {
    description,
    pointer,
    providerStates: [],
    pending: false,
    request: {
      pointer: request.pointer,
      method: request.method.toUpperCase(),
      path: textOf(request.path.value, request.path.pointer),
      query: fieldsOf(request.query, (name) => name),
      headers: fieldsOf(request.headers, (name) => name.toLowerCase()),
      body: bodyOf(request.body),
    },
    response: {
      pointer: response.pointer,
      status: {
        example: response.status,
        pointer: at(response.pointer, 'status'),
        accepts: (status) => status === response.status,
        exact: true,
      },
      headers: fieldsOf(response.headers, (name) => name.toLowerCase()),
      body: bodyOf(response.body),
    },
  };
}

function textOf(example: string, pointer: string): Text {
  return { example, pattern: { kind: 'literal', value: example, pointer, example }, pointer };
}

/** Fields of one name are one field with several values, in their order. */
function fieldsOf(fields: readonly RecordedField[], fold: (name: string) => string): readonly Field[] {
  if (fields.length < 2) return fields.map(fieldOf);
  const byName = new Map<string, { name: string; values: Text[]; pointer: string }>();
  for (const one of fields) {
    const name = fold(one.name);
    const found = byName.get(name);
    if (found) found.values.push(textOf(one.value, one.pointer));
    else byName.set(name, fieldOf(one));
  }
  return [...byName.values()];
}

function fieldOf({ name, value, pointer }: RecordedField) {
  return { name, values: [textOf(value, pointer)], pointer };
}

function bodyOf({ pointer, value, contentType }: RecordedBody): Body {
  if (value === undefined) return { state: 'absent', pointer };
  if ('bytes' in value)
    return { state: 'present', pointer, contentType, content: { kind: 'binary', pattern: undefined } };
  if ('broken' in value)
    return { state: 'present', pointer, contentType, content: { kind: 'broken', reason: value.broken } };
  if ('json' in value) {
    const { json } = value;
    const pattern = { kind: 'literal', value: json, pointer, example: json } as const;
    return { state: 'present', pointer, contentType, content: { kind: 'json', pattern, example: json } };
  }
  if (value.text === '') return { state: 'empty', pointer };
  return {
    state: 'present',
    pointer,
    contentType,
    content: { kind: 'text', text: textOf(value.text, pointer) },
  };
}

/** A text as its media type has it read: JSON as a value. */
export function recordedText(text: string, contentType: string | undefined): RecordedBody['value'] {
  if (text === '' || !isJson(contentType)) return { text };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { broken: 'the body says it is JSON and is not well-formed' };
  }
}

/** Whether bytes of this type are text. */
export function isTextual(contentType: string | undefined): boolean {
  return (
    contentType !== undefined && /^text\/|[/+](json|xml|javascript|yaml)\b|urlencoded/i.test(contentType)
  );
}

/** Bytes as the text that they are for their media type. Some tools record them packed and say nothing of it. */
export function recordedBytes(bytes: Uint8Array, contentType: string | undefined): RecordedBody['value'] {
  if (bytes.length === 0) return { text: '' };
  const plain = decoded(bytes, bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : 'identity');
  if (!plain || !isTextual(contentType)) return { bytes: true };
  return recordedText(new TextDecoder().decode(plain), contentType);
}
