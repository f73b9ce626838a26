import type { Json } from '../../generator/model/json.ts';
import type { Api, Parameter } from '../../generator/openapi/api.ts';
import { rememberedBySchema } from '../../generator/openapi/remembered-by-schema.ts';
import { typesOf } from '../../generator/openapi/schema-walk.ts';
import type { Refusal } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { hasGrammar, type SystemOptions, systemOptions } from './odata/system-options.ts';
import { rememberedByOperation } from './remembered.ts';

/** Documented parameters of the request: there when required, and of their type. Undocumented `$…` options are refused. */
export function parameterFault(exchange: Exchange): Refusal | undefined {
  const { operation, query } = exchange;
  const declared = queryNames(operation);
  const system = systemOptions(exchange);
  if (system && 'status' in system) return system;
  for (const name of system ? [] : query.keys()) {
    // OData says that a service must fail on a system query option it does not know (OData URL Conventions 5.1).
    if (name.startsWith('$') && !declared.has(name))
      return bad(`Query option '${name}' is not supported by this operation.`);
  }
  for (const parameter of operation.parameters) {
    const fault = parameter.ignored ? undefined : faultOf(exchange, parameter, system);
    if (fault) return fault;
  }
  return undefined;
}

const typesKnown = rememberedBySchema(typesOf);

const queryNames = rememberedByOperation(
  ({ parameters }) => new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name)),
);

function faultOf(
  exchange: Exchange,
  parameter: Parameter,
  system: SystemOptions | undefined,
): Refusal | undefined {
  const sent = (system && sentOption(parameter, system)) ?? sentValues(exchange, parameter);
  const where =
    parameter.in === 'query'
      ? 'Query parameter'
      : parameter.in === 'path'
        ? 'Path parameter'
        : parameter.in === 'cookie'
          ? 'Cookie'
          : 'Header';
  if (sent.length === 0)
    return parameter.required && parameter.in !== 'path'
      ? bad(`${where} '${parameter.name}' is required.`)
      : undefined;
  const { api, validators } = exchange.parts;
  if (!parameter.schema || (system && hasGrammar(parameter.name))) return undefined;
  const value = jsonOf(api, parameter, sent);
  const fault = value === undefined ? undefined : validators.check(parameter.schema, 'request', value);
  return fault && bad(`${where} '${parameter.name}' ${fault.reason}.`);
}

/** A system query option of OData, however its name was written. */
function sentOption({ in: where, name }: Parameter, system: SystemOptions): readonly string[] | undefined {
  if (where !== 'query' || !name.startsWith('$')) return undefined;
  const value = system.get(name.toLowerCase());
  return value === undefined ? undefined : [value];
}

function sentValues(exchange: Exchange, parameter: Parameter): readonly string[] {
  const { query } = exchange;
  if (parameter.in === 'query') return query.size === 0 ? none : query.getAll(parameter.name);
  const value = sentValue(exchange, parameter.in, parameter.name);
  return value === undefined ? none : [value];
}

function sentValue({ match, fields }: Exchange, where: Parameter['in'], name: string): string | undefined {
  if (where === 'path') return match.parameters.get(name);
  return where === 'cookie' ? cookieValue(fields.get('cookie') ?? '', name) : fields.get(name.toLowerCase());
}

const none: readonly string[] = [];

export function cookieValue(cookies: string, name: string): string | undefined {
  const pairs = cookies.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Text to the value that the schema's type gives it; undefined: a style (object, matrix …) that is not judged here. */
function jsonOf(api: Api, parameter: Parameter, sent: readonly string[]): Json | undefined {
  const types = parameter.schema ? typesKnown(api, parameter.schema) : [];
  if (types.includes('object')) return undefined;
  if (!types.includes('array')) return scalar(sent[sent.length - 1] ?? '', types);
  if (parameter.style !== 'form' && parameter.style !== 'simple') return undefined;
  const items = parameter.schema && api.child(api.resolve(parameter.schema), 'items');
  const parts =
    sent.length === 1 && !(parameter.explode && parameter.style === 'form')
      ? (sent[0] ?? '').split(',')
      : sent;
  return parts.map((part) => scalar(part.trim(), typesOf(api, items)));
}

/** What does not read as the type stays text, so that the validator says what it should have been. */
function scalar(text: string, types: readonly string[]): Json {
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = types.includes('integer') || types.includes('number');
  if (isNumber && !types.includes('string') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    return Number(text);
  if (types.includes('null') && text === 'null' && !types.includes('string')) return null;
  return text;
}

function bad(message: string): Refusal {
  return { status: 400, message };
}
