import { markdownCode, markdownText } from '../model/printers/markdown.ts';
import type { Api, MediaType, Operation, Parameter, SecurityRequirement } from '../openapi/api.ts';
import type { Names, OperationNames } from './names.ts';
import { firstParagraph, purpose, requestLine } from './prose.ts';
import { TypeText } from './type-text.ts';

/** What an index says of one operation, as lines of Markdown. */
export function operationSection(
  api: Api,
  names: Names,
  operation: Operation,
  { value }: OperationNames,
): string[] {
  const types = new TypeText(api, names);
  const head = [
    `## ${markdownText(value)}`,
    '',
    `${markdownCode(requestLine(operation))}, operation id ${markdownCode(operation.id)}`,
  ];
  const blocks = [
    operation.deprecated ? ['**Deprecated.**'] : [],
    summary(operation),
    parameters(types, operation),
    messages(types, operation),
    security(operation),
  ];
  return [...head, ...blocks.filter((block) => block.length > 0).flatMap((block) => ['', ...block])];
}

function summary(operation: Operation): string[] {
  const told = markdownText(purpose(operation));
  return told === '' ? [] : [told];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line)];
}

function parameters(types: TypeText, operation: Operation): string[] {
  const used = operation.parameters.filter((parameter) => !parameter.ignored);
  const rows = used.map((parameter) => [
    markdownCode(parameter.name),
    parameter.in,
    types.of(parameter.schema ?? parameter.content?.schema),
    parameter.required ? 'yes' : '',
    told(parameter),
  ]);
  return table(['parameter', 'in', 'type', 'required', 'means'], rows);
}

function told({ deprecated, description = '' }: Parameter): string {
  const means = markdownText(firstParagraph(description));
  return [...(deprecated ? ['*Deprecated.*'] : []), means].join(' ');
}

/** The request body and the answers, one line a media type. */
function messages(types: TypeText, { requestBody, responses }: Operation): string[] {
  const body = requestBody
    ? content(types, requestBody.required ? 'body' : 'body, optional', requestBody.content)
    : [];
  const answers = responses.flatMap(({ status, content: media }) => content(types, status, media));
  return table(['message', 'media type', 'type'], [...body, ...answers]);
}

function content(types: TypeText, what: string, media: readonly MediaType[]): string[][] {
  const name = markdownText(what);
  if (media.length === 0) return [[name, '', 'none']];
  return media.map(({ type, schema }) => [name, markdownCode(type), types.of(schema)]);
}

function security({ security: alternatives }: Operation): string[] {
  if (alternatives.length === 0) return [];
  if (alternatives.every(({ schemes }) => schemes.length === 0)) return ['Needs no credentials.'];
  const each = alternatives.map(requirement);
  return each.length === 1 ? [`Needs ${each[0]}.`] : ['Needs one of:', '', ...each.map((one) => `- ${one}`)];
}

function requirement({ schemes }: SecurityRequirement): string {
  if (schemes.length === 0) return 'no credentials';
  const each = schemes.map(({ name, scopes }) => {
    const named = markdownCode(name);
    return scopes.length === 0 ? named : `${named} with ${scopes.map(markdownCode).join(', ')}`;
  });
  return each.join(' and ');
}
