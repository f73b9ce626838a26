import { describe, expect, it } from 'vitest';
import { generated, imported, typeErrors } from './fixtures/compile.ts';
import { document, ok } from './fixtures/document.ts';

type Built = { request(input: unknown): Request };

const query = (name: string, more: object) => ({ name, in: 'query', ...more });
const list = { schema: { type: 'array', items: { type: 'integer' } } };
const parameters = [
  query('text', { allowEmptyValue: true, schema: { type: 'string' } }),
  query('flag', { allowEmptyValue: true, schema: { type: 'boolean' } }),
  query('kind', { allowEmptyValue: true, schema: { type: 'string', enum: ['a'] } }),
  query('ids', { allowEmptyValue: true, ...list }),
  query('joined', { allowEmptyValue: true, explode: false, ...list }),
  query('piped', { style: 'pipeDelimited', explode: false, ...list }),
  query('next', { allowReserved: true, schema: { type: 'string' } }),
  query('deep', { style: 'deepObject', explode: true, schema: { type: 'object' } }),
  query('json', { content: { 'application/json': { schema: { type: 'object' } } } }),
  query('plain', { content: { 'text/plain': { schema: { type: 'string' } } } }),
  query('strict', { schema: { type: 'boolean' } }),
  { name: 'x-empty', in: 'header', allowEmptyValue: true, schema: { type: 'boolean' } },
];
const paths = { '/a': { get: { operationId: 'list', parameters, responses: { 200: ok({}) } } } };

describe('parameters that are not written as is usual', () => {
  it.each([
    ['text', '', 'text='],
    ['flag', '', 'flag='],
    ['flag', true, 'flag=true'],
    ['kind', '', 'kind='],
    ['ids', [], 'ids='],
    ['ids', [1, 2], 'ids=1&ids=2'],
    ['joined', [], 'joined='],
    ['joined', [1, 2], 'joined=1,2'],
    ['piped', [1, 2], 'piped=1%7C2'],
    ['next', '/a?b&c', 'next=/a?b%26c'],
    ['deep', { a: { b: 1 } }, 'deep%5Ba%5D%5Bb%5D=1'],
    ['json', { a: 1 }, 'json=%7B%22a%22%3A1%7D'],
    ['plain', 'a b', 'plain=a%20b'],
  ])('%s: %j is sent as %s', async (name, value, sent) => {
    const [module = {}] = await imported((await made()).files, ['operations/a.ts']);
    const built = (module['list'] as Built).request({ query: { [name]: value } });
    expect(built.url).toBe(`https://api.example.com/v1/a?${sent}`);
  });

  it('may be empty by their types where the document allows it, in the query only', async () => {
    const { text, files } = await made();
    const lines = text('types/a.ts').split('\n');
    const typed = (name: string) => lines.find((line) => line.includes(`${name}?:`))?.trim();
    expect(['text', 'flag', 'kind', 'strict', '"x-empty"'].map(typed)).toEqual([
      'text?: string;',
      'flag?: boolean | "";',
      'kind?: "a" | "";',
      'strict?: boolean;',
      '"x-empty"?: boolean;',
    ]);
    expect(typeErrors(files)).toEqual([]);
  });

  it('are judged by validators as their types say', async () => {
    const code = await generated(document(paths, {}, '3.0.3'), { emit: ['types', 'validators'] });
    const [module = {}] = await imported(code.files, ['validators/a.ts']);
    const check = module['listParameters'] as { is(value: unknown): boolean };
    const judged = [{ flag: '' }, { flag: true }, { flag: 'x' }, { kind: '' }, { kind: 'b' }, { strict: '' }];
    expect(judged.map((given) => check.is({ query: given }))).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

async function made() {
  return generated(document(paths, {}, '3.0.3'));
}
