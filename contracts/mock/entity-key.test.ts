import { describe, expect, it } from 'vitest';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import { entityKey } from './entity-key.ts';
import { createMock } from './index.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };

describe('the property that a path parameter means', () => {
  it.each([
    ['its own name', 'sha', text, { sha: text, id: text }, 'sha'],
    ['the noun and id', 'petId', whole, { id: whole, name: text }, 'id'],
    ['the noun and id, said as a text', 'petId', text, { id: whole, name: text }, 'id'],
    ['a number beside an id', 'issue_number', whole, { id: whole, number: whole }, 'number'],
    ['a name beside an id', 'package_name', text, { id: whole, name: text }, 'name'],
    ['a noun: the name, where the id is a number', 'repo', text, { id: whole, name: text }, 'name'],
    ['a noun: the slug before the name', 'team', text, { id: whole, name: text, slug: text }, 'slug'],
    ['a noun: the id, where the id is a text', 'repo', text, { id: text, name: text }, 'id'],
    ['a noun: the id, where it is a number itself', 'repo', whole, { id: whole, name: text }, 'id'],
    ['a noun without a type: the id', 'repo', {}, { id: whole, name: text }, 'id'],
    ['a noun: the id, where no name is', 'repo', text, { id: whole, size: whole }, 'id'],
    ['a word that says little: the id', 'thingType', text, { id: text, type: text }, 'id'],
    ['nothing that it has', 'thing', text, { size: whole }, undefined],
  ])('%s', (_, name, schema, properties, property) => {
    const api = readSpec({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {},
      components: { schemas: { parameter: schema, entity: { type: 'object', properties } } },
    });
    const at = (one: string) => api.schemas.get(one);
    expect(entityKey(api, at('entity'), { name, schema: at('parameter') })?.property).toBe(property);
  });
});

describe('items whose collection has no path of its own', () => {
  const repository = {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: whole, name: { ...text, example: 'Hello-World' } },
  };
  const issue = {
    type: 'object',
    required: ['id', 'number', 'title'],
    properties: { id: whole, number: { ...whole, readOnly: true }, title: text },
  };
  const parameter = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });
  const content = (schema: object) => ({ content: { 'application/json': { schema } } });
  const says = (schema: object, status = 200) => ({
    responses: { [status]: { description: '', ...content(schema) } },
  });
  const owned = [parameter('owner', text), parameter('repo', text)];
  const spec = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/repos/{owner}/{repo}': {
        parameters: owned,
        get: says(repository),
        delete: { responses: { 204: { description: '' } } },
      },
      '/repos/{owner}/{repo}/issues': {
        parameters: owned,
        get: says({ type: 'array', items: issue }),
        post: { ...says(issue, 201), requestBody: content({ type: 'object', properties: { title: text } }) },
      },
      '/repos/{owner}/{repo}/issues/{issue_number}': {
        parameters: [...owned, parameter('issue_number', whole)],
        get: says(issue),
      },
    },
  };
  const send = (mock: ReturnType<typeof createMock>, url: string, method = 'GET', body?: object) => {
    const answer = mock.handle({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return [answer.status, answer.body === undefined ? undefined : JSON.parse(String(answer.body))];
  };

  it('are there as the schema exemplifies them, and what is below them with them', () => {
    const mock = createMock(spec);
    expect(send(mock, '/repos/ada/Hello-World')).toEqual([200, { id: 0, name: 'Hello-World' }]);
    const [status, made] = send(mock, '/repos/ada/Hello-World/issues', 'POST', { title: 'Broken' });
    expect([status, made.title]).toEqual([201, 'Broken']);
    expect(send(mock, `/repos/ada/Hello-World/issues/${made.number}`)).toEqual([200, made]);
  });

  it('are those of a seed', () => {
    const mock = createMock(spec, { seed: { '/repos/ada': [{ id: 7, name: 'engine' }] } });
    expect(send(mock, '/repos/ada/engine')).toEqual([200, { id: 7, name: 'engine' }]);
    expect(send(mock, '/repos/bob/engine')).toEqual([404, expect.objectContaining({ status: 404 })]);
  });

  it('are named where another is asked for, as long as there are any', () => {
    const mock = createMock(spec);
    const detail = (url: string) => send(mock, url)[1].detail;
    expect(detail('/repos/ada/r/issues')).toBe("Resource 'r' does not exist; there is 'Hello-World'.");
    expect(detail('/repos/ada/r')).toBe("Resource 'r' does not exist; there is 'Hello-World'.");
    send(mock, '/repos/ada/Hello-World', 'DELETE');
    expect(detail('/repos/ada/r')).toBe("Resource 'r' does not exist.");
  });
});
