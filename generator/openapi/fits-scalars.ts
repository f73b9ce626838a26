import type { Format } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isArray, isObject, type Json, sameJson } from '../model/json.ts';
import { hasWord } from '../model/regular/find-word.ts';
import { languageOf } from '../model/regular/language.ts';
import type { Api } from './api.ts';
import { both, type Fit } from './judgement.ts';
import type { Keywords } from './keywords.ts';

/** As the validator has them that has the last word on contracts. */
const formats: Readonly<Record<string, Format>> = fullFormats;

/** What the keywords of a schema say that look at nothing but the value as a whole. */
export function wholeFit(json: Keywords, value: Json, version: Api['version']): Fit {
  const fit = typeFit(json, value, version);
  if (fit === 'no') return 'no';
  if (isArray(json.enum) && !json.enum.some((one) => sameJson(one, value))) return 'no';
  if (json.const !== undefined && !sameJson(json.const, value)) return 'no';
  const whole = isFollowed(json, value) ? fit : 'unsure';
  if (typeof value === 'string') return both(whole, stringFit(json, value));
  return typeof value === 'number' ? both(whole, numberFit(json, value)) : whole;
}

/** What earlier versions of JSON Schema had is not: whether it counts is for the validator to say. */
function isFollowed({ $recursiveRef, dependencies }: Keywords, value: Json): boolean {
  return $recursiveRef === undefined && (dependencies === undefined || !isObject(value));
}

/** The keyword `type`, with OpenAPI 3.0's `nullable`, which widens the type beside it and nothing else. */
function typeFit(json: Keywords, value: Json, version: Api['version']): Fit {
  const { type, nullable } = json;
  if (type === undefined) return 'yes';
  const names = isArray(type) ? type : [type];
  if (version === '3.0' && nullable === true && typeof type === 'string' && value === null) return 'yes';
  if (names.some((name) => typeof name === 'string' && isOfType(value, name))) return 'yes';
  return names.every((name) => typeof name === 'string' && types.has(name)) ? 'no' : 'unsure';
}

const types = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

function isOfType(value: Json, name: string): boolean {
  if (name === 'integer') return typeof value === 'number' && Number.isInteger(value);
  if (value === null) return name === 'null';
  if (isArray(value)) return name === 'array';
  return name === typeof value;
}

function stringFit(json: Keywords, value: string): Fit {
  const { minLength, maxLength, pattern, format } = json;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const length = [...value].length;
    if (typeof minLength === 'number' && length < minLength) return 'no';
    if (typeof maxLength === 'number' && length > maxLength) return 'no';
  }
  if (typeof format === 'string' && !ofFormat(format, value)) return 'no';
  return typeof pattern === 'string' ? patternFit(pattern, value) : 'yes';
}

/** By automaton, which is quick whatever the pattern says; what none can be made of is tried on short texts only. */
export function patternFit(pattern: string, value: string): Fit {
  const language = languageOf(pattern, { reading: 'search' });
  if (language) return hasWord(language, value) ? 'yes' : 'no';
  const repetitions = pattern.match(/[*+{?]/g)?.length ?? 0;
  if (value.length > 40 || repetitions > 4) return 'unsure';
  try {
    return new RegExp(pattern, 'u').test(value) ? 'yes' : 'no';
  } catch {
    return 'unsure';
  }
}

function numberFit(json: Keywords, value: number): Fit {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = json;
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum))
    return 'no';
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum))
    return 'no';
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return 'no';
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return 'no';
  if (typeof multipleOf === 'number' && !Number.isInteger(value / multipleOf)) return 'no';
  return typeof format === 'string' && !ofFormat(format, value) ? 'no' : 'yes';
}

/** A format that the table does not know says nothing. */
function ofFormat(name: string, value: string | number): boolean {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined || typeof format === 'boolean' || typeof format === 'string') return true;
  if (format instanceof RegExp) return typeof value !== 'string' || format.test(value);
  if (typeof format === 'function') return typeof value !== 'string' || format(value);
  if (format.async === true) return true;
  if (format.type === 'number') return typeof value !== 'number' || format.validate(value);
  if (typeof value !== 'string') return true;
  const { validate } = format;
  if (validate instanceof RegExp) return validate.test(value);
  // Formats that do not say that they are of numbers are of texts.
  return typeof validate === 'string' || (validate as (text: string) => boolean)(value);
}
