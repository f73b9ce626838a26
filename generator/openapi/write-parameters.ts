import type {
  Operation,
  Origin,
  PathParameter,
  QueryOption,
  RequestHeader,
  TypeReference,
} from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import type { JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { type Draft, object } from './write-draft.ts';
import { typeSchema } from './write-property.ts';

/** Parameters that many operations share, under `components/parameters`; made while operations are written. */
export class SharedParameters {
  readonly #parameters = new Map<string, { readonly parameter: JsonObject; readonly origin: Origin }>();

  /**
   * A reference to the shared parameter, which is made when it is first asked for. The first asker's place is its own;
   * each asker's stands where it refers to it.
   */
  reference(key: string, parameter: JsonObject, origin: Origin): JsonObject {
    if (!this.#parameters.has(key)) this.#parameters.set(key, { parameter, origin });
    return { $ref: `#${pointer('/components/parameters', key)}` };
  }

  table(draft: Draft): JsonObject {
    const sorted = [...this.#parameters].sort(([a], [b]) => compareText(a, b));
    for (const [key, { origin }] of sorted) draft.mark(pointer('/components/parameters', key), origin);
    return object(sorted.map(([key, { parameter }]) => [key, parameter]));
  }
}

/**
 * The headers that every page of a vintage has in the same words. Only these are shared: their form does not depend
 * on which pages are read, so that no other page can move or rename them.
 */
const common: readonly { readonly name: string; readonly words: RegExp; readonly description: string }[] = [
  {
    name: 'Authorization',
    words: /^Bearer\s*[{<]?(?:token|code)[}>]?\.?\s*(?:Required)?\.?$/i,
    description: 'Bearer {token}. Required.',
  },
  { name: 'Accept', words: /^application\/json$/i, description: 'application/json' },
];

/** Header and query parameters of an operation, in the order of its page. */
export function writeParameters(
  operation: Operation,
  at: string,
  draft: Draft,
  shared: SharedParameters,
): JsonObject[] {
  const written: JsonObject[] = [];
  const seen = new Set<string>();
  const add = (key: string, parameter: JsonObject, origin: Origin) => {
    if (seen.has(key)) return;
    seen.add(key);
    draft.mark(`${at}/parameters/${written.length}`, origin);
    written.push(parameter);
  };
  for (const header of operation.headers)
    add(`header ${header.name.toLowerCase()}`, headerOf(header, shared), header.origin);
  for (const option of operation.queryOptions)
    add(`query ${option.name}`, queryOption(option, draft), option.origin);
  return written;
}

function headerOf(header: RequestHeader, shared: SharedParameters): JsonObject {
  const usual = common.find((one) => one.name === header.name && one.words.test(header.description));
  const parameter = object([
    ['name', header.name],
    ['in', 'header'],
    ['required', header.required ? true : undefined],
    ['description', usual?.description ?? (header.description === '' ? undefined : header.description)],
    ['schema', { type: 'string' }],
  ]);
  const key = header.required || header.name !== 'Authorization' ? header.name : `${header.name}.optional`;
  return usual ? shared.reference(key, parameter, header.origin) : parameter;
}

/** OData's own options have types of their own (URL conventions 4.01, 5.1); others are what their table says. */
function queryOption(option: QueryOption, draft: Draft): JsonObject {
  const known: Readonly<Record<string, JsonObject>> = {
    $top: { type: 'integer', minimum: 0 },
    $skip: { type: 'integer', minimum: 0 },
    $count: { type: 'boolean' },
  };
  const { name, type, values } = option;
  const own = type ? typeSchema(type, draft) : undefined;
  const plain = own && typeof own['type'] === 'string' ? own : { type: 'string' };
  const schema = known[name] ?? (type && listSchema(type, draft)) ?? withValues(plain, values);
  return object([
    ['name', option.name],
    ['in', 'query'],
    ['required', option.required ? true : undefined],
    ['description', option.description === '' ? undefined : option.description],
    ['schema', schema],
  ]);
}

/** The parameters of a path, which all of its operations share. */
export function writePathParameters(
  operations: readonly Operation[],
  at: string,
  draft: Draft,
  shared: SharedParameters,
): JsonObject[] {
  const origin: Origin = { places: gather(operations, (operation) => operation.origin.places) };
  return (operations[0]?.pathParameters ?? []).map((parameter, i) => {
    draft.mark(`${at}/parameters/${i}`, origin);
    const addresses = operations.some((operation) => operation.addressing === parameter.name);
    const { written, plain } = pathParameter(parameter, operations, addresses, draft);
    return plain && /^[A-Za-z0-9._-]+$/.test(parameter.name)
      ? shared.reference(parameter.name, written, origin)
      : written;
  });
}

/** Also whether it says nothing but its name, so that paths may share it. */
function pathParameter(
  parameter: PathParameter,
  operations: readonly Operation[],
  addresses: boolean,
  draft: Draft,
): { written: JsonObject; plain: boolean } {
  const same = gather(operations, (operation) =>
    operation.pathParameters.filter((p) => p.name === parameter.name),
  );
  const placeholder = same.find((p) => p.placeholder !== undefined)?.placeholder;
  const text = same.find((p) => p.description !== '')?.description;
  const quoted = parameter.quoted
    ? 'A text: the path puts it between apostrophes, and doubles those inside it.'
    : undefined;
  const description = [text, placeholder, quoted].filter((part) => part !== undefined).join('\n\n');
  const said = argumentSchema(same.find((p) => p.type !== undefined)?.type, draft);
  const values = same.find((p) => p.values !== undefined && p.values.length > 0)?.values;
  const schema = values ? withValues(said ?? { type: 'string' }, values) : said;
  const written = object([
    ['name', parameter.name],
    ['in', 'path'],
    ['required', true],
    ['description', description === '' ? undefined : description],
    ['x-docpact-path-addressing', addresses ? true : undefined],
    ['schema', schema ?? { type: 'string' }],
  ]);
  return { written, plain: description === '' && !addresses && schema === undefined };
}

/**
 * Primitive types and members of enumerations have a form in a path (OData URL conventions 4.01, 4.3.3); others are
 * JSON in a text.
 */
function argumentSchema(type: TypeReference | undefined, draft: Draft): JsonObject | undefined {
  if (type?.name === undefined || type.collection) return undefined;
  const members = listSchema(type, draft);
  if (members || !type.name.startsWith('Edm.')) return members;
  const schema = typeSchema(type, draft);
  return typeof schema['type'] === 'string' ? schema : undefined;
}

function listSchema({ name, collection }: TypeReference, draft: Draft): JsonObject | undefined {
  return name !== undefined && !collection && draft.lists(name) ? draft.reference(name) : undefined;
}

/** A text with the values that its description lists; what is no text says its values itself. */
function withValues(schema: JsonObject, values: readonly string[] | undefined): JsonObject {
  if (!values || values.length === 0 || schema['type'] !== 'string' || 'format' in schema) return schema;
  return { ...schema, 'x-docpact-documented-values': [...values] };
}
