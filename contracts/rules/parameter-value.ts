import { isObject, type Json, setMember } from '../../generator/model/json.ts';
import type { Parameter } from '../../generator/openapi/api.ts';
import { kindsAt, kindsOf } from '../../generator/openapi/kinds.ts';
import { casesOf, type Position, sub } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { textDoubt, textFault, valuesOfText } from '../relation/text.ts';
import { validatorOf } from '../relation/validator.ts';
import type { Finding } from './rule.ts';

/** Whether the texts of a parameter (`what`: "path parameter") are refused, or nobody knows; nothing where they are valid. */
export function parameterFindings(
  what: string,
  parameter: Parameter,
  texts: readonly string[],
  world: World,
  at: string,
): readonly Finding[] {
  const where = { at, spec: parameter.pointer };
  const name = `the ${what} ${JSON.stringify(parameter.name)}`;
  const shown = texts.map((text) => JSON.stringify(text)).join(', ');
  const fault = parameterFault(parameter, texts, world);
  if (fault !== undefined)
    return [{ effect: 'impossible', message: `${name} is ${shown}: ${fault}`, ...where }];
  const doubt = parameterDoubt(parameter, texts, world);
  if (doubt === undefined) return [];
  return [{ effect: 'undecided', message: `${name} is ${shown}: ${doubt}`, ...where }];
}

function parameterDoubt(parameter: Parameter, texts: readonly string[], world: World): string | undefined {
  const schema = parameter.schema ?? (isJsonContent(parameter) ? parameter.content?.schema : undefined);
  if (!schema) return undefined;
  const doubts = texts.map((text) => textDoubt(unstyled(parameter, text), [schema], world));
  return doubts.find((doubt) => doubt !== undefined);
}

function isJsonContent({ content }: Parameter): boolean {
  return /json/i.test(content?.type ?? '');
}

/** Why the texts of a parameter are not valid; undefined if they are. Follows `style` and `explode` (OpenAPI 3.1, 4.8.12.3). */
export function parameterFault(
  parameter: Parameter,
  texts: readonly string[],
  world: World,
): string | undefined {
  if (parameter.content) return contentFault(parameter, texts, world);
  if (!parameter.schema) return undefined;
  const position: Position = [parameter.schema];
  const mark = marks.get(parameter.style);
  if (mark !== undefined && texts.some((text) => !text.startsWith(mark)))
    return `must begin with "${mark}", by its style`;
  const kinds = kindsAt(position, world);
  if (kinds.has('array') && (!kinds.has('string') || texts.length > 1)) {
    const items = itemPosition(position, world);
    const value = arrayTexts(parameter, texts).map((text) => valuesOfText(text, items, world)[0] ?? text);
    return validatorOf(position, world)?.fault(value)?.message;
  }
  if (kinds.has('object') && !kinds.has('string')) {
    const value = objectValue(parameter, texts, position, world);
    return value === undefined ? undefined : validatorOf(position, world)?.fault(value)?.message;
  }
  if (texts.length > 1) return 'the parameter is no list, and comes more than once';
  const faults = texts.map((text) => textFault(unstyled(parameter, text), position, world));
  return faults.find((fault) => fault !== undefined);
}

function contentFault(parameter: Parameter, texts: readonly string[], world: World): string | undefined {
  const schema = parameter.content?.schema;
  if (!schema || !isJsonContent(parameter)) return undefined;
  for (const text of texts) {
    let value: Json;
    try {
      value = JSON.parse(text);
    } catch {
      return 'must be well-formed JSON';
    }
    const fault = validatorOf([schema], world)?.fault(value);
    if (fault) return fault.message;
  }
  return undefined;
}

const marks: ReadonlyMap<string, string> = new Map([
  ['label', '.'],
  ['matrix', ';'],
]);

function itemPosition(position: Position, world: World): Position {
  const one = casesOf(position, world).find((other) => kindsOf(other, world).includes('array'));
  return one ? one.parts.flatMap((part) => sub(part, 'items') ?? []) : [];
}

/** `matrix` and `label` mark their values: `;id=5`, `.5`. */
function unstyled(parameter: Parameter, text: string): string {
  if (parameter.style === 'label') return text.replace(/^\./, '');
  return parameter.style === 'matrix' && text.startsWith(`;${parameter.name}=`)
    ? text.slice(parameter.name.length + 2)
    : text;
}

function arrayTexts(parameter: Parameter, texts: readonly string[]): readonly string[] {
  const separators: Readonly<Record<string, RegExp>> = {
    spaceDelimited: / |%20/,
    pipeDelimited: /\|/,
    simple: /\s*,\s*/,
    label: /[.,]/,
    matrix: /,/,
  };
  if (
    parameter.explode &&
    (parameter.style === 'form' || parameter.style in { spaceDelimited: 1, pipeDelimited: 1 })
  )
    return texts;
  if (parameter.style === 'matrix' && parameter.explode)
    return texts.flatMap((text) => text.slice(1).split(';')).map((part) => unstyled(parameter, `;${part}`));
  const separator = separators[parameter.style] ?? /,/;
  return texts.flatMap((text) => unstyled(parameter, text).split(separator));
}

/** What stands between the parts of an object. */
function objectSeparator({ style, explode }: Parameter): string | RegExp {
  if (style === 'label') return explode ? '.' : /[.,]/;
  return style === 'matrix' && explode ? ';' : ',';
}

/** `a,1,b,2` or `a=1,b=2`; `;a=1;b=2`, `.a=1.b=2`. */
function objectValue(
  parameter: Parameter,
  texts: readonly string[],
  position: Position,
  world: World,
): Json | undefined {
  const spread = parameter.style === 'matrix' && parameter.explode;
  const parts = texts.flatMap((text) =>
    (spread ? text.slice(1) : unstyled(parameter, text)).split(objectSeparator(parameter)),
  );
  const pairs = parameter.explode ? parts.map((part) => part.split('=')) : pairsOf(parts);
  return objectOf(
    pairs.map(([key = '', value = '']) => [key, value]),
    position,
    world,
  );
}

function pairsOf(parts: readonly string[]): string[][] {
  const pairs: string[][] = [];
  for (let i = 0; i < parts.length; i += 2) pairs.push([parts[i] ?? '', parts[i + 1] ?? '']);
  return pairs;
}

/** An object of texts with each text read by the schema of its member: form bodies, deepObject parameters. */
export function objectOf(
  pairs: readonly (readonly [string, string])[],
  position: Position,
  world: World,
): Json {
  const object: Record<string, Json> = {};
  const [one] = casesOf(position, world);
  const names = [...new Set(pairs.map(([name]) => name))];
  for (const name of names) {
    const own = one?.parts.flatMap((part) => sub(part, 'properties', name) ?? []) ?? [];
    const texts = pairs.filter(([key]) => key === name).map(([, text]) => text);
    const kinds = kindsAt(own, world);
    const asList = own.length > 0 && kinds.has('array') && !kinds.has('string');
    const items = asList ? itemPosition(own, world) : own;
    const values = texts.map((text) => valuesOfText(text, items, world)[0] ?? text);
    setMember(object, name, asList ? values : (values[0] ?? ''));
  }
  return object;
}

/** `filter[currency]=EUR` → `{ currency: "EUR" }`; undefined if the query holds nothing of the parameter. */
export function deepObject(
  parameter: Parameter,
  query: readonly { name: string; texts: readonly string[] }[],
  world: World,
): Json | undefined {
  const pairs = query.flatMap(({ name, texts }) => {
    const key =
      name.startsWith(`${parameter.name}[`) && name.endsWith(']')
        ? name.slice(parameter.name.length + 1, -1)
        : undefined;
    return key === undefined ? [] : texts.map((text): [string, string] => [key, text]);
  });
  const value =
    pairs.length === 0 || !parameter.schema ? undefined : objectOf(pairs, [parameter.schema], world);
  return isObject(value) ? value : undefined;
}
