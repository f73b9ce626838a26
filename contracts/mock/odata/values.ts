import { isArray, type Json, type JsonObject } from '../../../generator/model/json.ts';
import { readDate, readDuration, readMoment, readTime } from './instants.ts';
import { plainBase64 } from './lexer.ts';
import type { ScalarType, Type } from './types.ts';

/** A value while a query is worked out. Moments, days, times and lengths of time are picoseconds. */
export type Value = null | boolean | number | bigint | string | Node | readonly Value[];

/** An object with the place that it is stored at, from which what it leads to is found. */
export interface Node {
  readonly entity: JsonObject;
  /** Undefined: it is a part of another object. */
  readonly place: Place | undefined;
}

/** An entity of the store: the path template of its kind, and the keys that fill it. */
export interface Place {
  readonly template: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export function isNode(value: Value): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A JSON value as its type reads it; what is not of the type is null. */
export function fromJson(type: Type, json: Json | undefined): Value {
  if (json === undefined || json === null) return null;
  if (type.kind === 'list') return isArray(json) ? json.map((item) => fromJson(type.of, item)) : null;
  if (isArray(json)) return type.kind === 'unknown' ? json.map((item) => fromJson(type, item)) : null;
  if (typeof json === 'object')
    return type.kind === 'object' || type.kind === 'unknown' ? { entity: json, place: undefined } : null;
  return type.kind === 'object' ? null : readScalar(type, json);
}

function readScalar(type: ScalarType, json: boolean | number | string): Value {
  switch (type.kind) {
    case 'unknown':
    case 'null':
      return json;
    case 'boolean':
      return typeof json === 'boolean' ? json : null;
    case 'number':
      return readNumber(json);
    default:
      return typeof json === 'string' ? readText(type.kind, json) : null;
  }
}

/** Infinity and its like are texts in JSON. */
function readNumber(json: boolean | number | string): number | null {
  if (typeof json === 'number') return json;
  if (json === 'INF') return Number.POSITIVE_INFINITY;
  if (json === '-INF') return Number.NEGATIVE_INFINITY;
  const isNumber = json === 'NaN' || (typeof json === 'string' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(json));
  return isNumber ? Number(json) : null;
}

function readText(kind: ScalarType['kind'], text: string): Value {
  switch (kind) {
    case 'dateTime':
      return readMoment(text) ?? readDate(text) ?? null;
    case 'date':
      return readDate(text) ?? readMoment(text) ?? null;
    case 'time':
      return readTime(text) ?? null;
    case 'duration':
      return readDuration(text) ?? null;
    case 'guid':
    case 'enum':
      return text.toLowerCase();
    case 'binary':
      return plainBase64(text);
    default:
      return text;
  }
}

/** What a value of unknown type is where one of `type` is wanted. */
export function asType(type: Type, value: Value): Value {
  if (isNode(value) || isList(value) || typeof value === 'bigint') return value;
  return fromJson(type, value);
}

/** Less than 0, 0, more than 0; undefined: they cannot be ordered. Null is not among them. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (typeof a !== typeof b || isNode(a) || isNode(b) || isList(a) || isList(b)) return undefined;
  if (a === null || b === null) return undefined;
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined;
}
