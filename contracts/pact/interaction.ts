import type { Json } from '../../generator/model/json.ts';
import type { Place } from '../../generator/model/place.ts';
import type { Pattern } from '../relation/pattern.ts';

/**
 * One request and its response, as a contract describes them: what pacts, recordings and stub definitions have in
 * common. Whoever judges an interaction does not know where it came from; it knows its own places.
 */
export interface Interaction {
  readonly description: string;
  /** In the contract's file. */
  readonly pointer: string;
  readonly providerStates: readonly ProviderState[];
  /** A pending interaction is judged, but its findings break nothing. */
  readonly pending: boolean;
  readonly request: RequestPattern;
  readonly response: ResponsePattern;
}

export interface ProviderState {
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
}

export interface RequestPattern {
  readonly pointer: string;
  /** Upper-case. */
  readonly method: string;
  readonly path: Text;
  readonly query: readonly Field[];
  readonly headers: readonly Field[];
  readonly body: Body;
}

export interface ResponsePattern {
  readonly pointer: string;
  readonly status: Status;
  readonly headers: readonly Field[];
  readonly body: Body;
}

/** A text with what the contract accepts instead of it. */
export interface Text {
  readonly example: string;
  readonly pattern: Pattern;
  readonly pointer: string;
}

/** A header or query parameter with its values in order. */
export interface Field {
  readonly name: string;
  readonly values: readonly Text[];
  readonly pointer: string;
}

export interface Status {
  readonly example: number;
  readonly pointer: string;
  /** Statuses that the contract accepts; undefined when that is not known. */
  readonly accepts: ((status: number) => boolean) | undefined;
  readonly exact: boolean;
}

/** `absent`: anything goes. `empty`: there must be none. */
export type Body =
  | { readonly state: 'absent'; readonly pointer: string }
  | { readonly state: 'empty'; readonly pointer: string }
  | {
      readonly state: 'present';
      readonly pointer: string;
      /** From the body itself or the Content-Type header; undefined where neither says one. */
      readonly contentType: string | undefined;
      readonly content: Content;
    };

export type Content =
  | { readonly kind: 'json'; readonly pattern: Pattern; readonly example: Json }
  | { readonly kind: 'text'; readonly text: Text }
  /** `pattern` is there when any bytes of the type will do, absent when exactly these are wanted. */
  | { readonly kind: 'binary'; readonly pattern: Pattern | undefined }
  /** Says that it is JSON and is not. */
  | { readonly kind: 'broken'; readonly reason: string };

/** The values of a header, joined as one line would have them (RFC 9110, section 5.3). */
export function headerText(field: Field): string {
  const [only] = field.values;
  if (only && field.values.length === 1) return only.example.trim();
  return field.values.map((value) => value.example.trim()).join(', ');
}

/** Header names are case-insensitive (RFC 9110, section 5.1). */
export function headerOf(headers: readonly Field[], name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return headers.find(
    (header) => header.name.length === wanted.length && header.name.toLowerCase() === wanted,
  );
}

export type Placer = (pointer: string) => Place;
