import { describe, expect, it } from 'vitest';
import { readFacts } from '../dialects/read-facts.ts';
import { pageOf } from '../markdown/read-page.ts';
import { pageName } from './about.ts';
import { idSuffixes, kindOf } from './operation-names.ts';

const lines = (...requests: string[]) =>
  requests.map((request) => {
    const [method = '', path = ''] = request.split(' ');
    return { method, path };
  });

describe('pageName', () => {
  it.each([
    ['ship-list.md', 'List ships', '/ships', 'ship', 'ship_list'],
    ['api/crewmember-update.md', 'Update crewMember', '/crewMembers/{id}', 'crewMember', 'crewMember_update'],
    ['suite-area-crewmember-get.md', 'Get crewMember', '/x', 'crewMember', 'crewMember_get'],
    ['area-crewmember-get.md', 'Get crewMember', '/x', 'crewMember', 'areaCrewMember_get'],
    ['ship-list-crewmembers.md', 'List crew', '/ships/{id}/crewMembers', 'ship', 'ship_listCrewMembers'],
    ['ship-setsail.md', 'ship: setSail', '/ships/{id}/setSail', 'ship', 'ship_setSail'],
    ['post-list-parts.md', 'List parts', '/posts/{id}/parts', 'post', 'post_listParts'],
    ['list-get.md', 'Get list', '/lists/{id}', 'list', 'list_get'],
    ['sail.md', 'Sail', '/sail', 'sail', 'sail'],
  ])('%s', (file, title, path, about, id) => {
    const page = pageOf(`# ${title}\n## HTTP request\n\`\`\`http\nGET ${path}\n\`\`\``, file);
    expect(pageName(file, title, readFacts(page).value)).toMatchObject({ about, id });
  });
});

describe('idSuffixes', () => {
  it('are what a line has beside the first', () => {
    expect(
      idSuffixes(
        lines(
          'get /me/ships/{shipId}/crew',
          'get /users/{userId}/ships/{shipId}/crew',
          'get /me/ships/{shipId}/crew/$count',
          'post /me/ships/{shipId}/crew',
          'post /users/{userId}/ships/{shipId}/crew',
          'get /me/ships/{shipId}/crew/{memberId}',
          'get /me/ships/{shipId}/crew/microsoft.graph.cook',
          'get /me/crew',
        ),
      ),
    ).toEqual(['', 'users', 'count', 'post', 'postUsers', 'memberId', 'cook', 'meCrew']);
  });

  it('tell calls apart by their arguments', () => {
    const call = (args: string) => `get /ship/image${args}`;
    expect(
      idSuffixes(lines(call(''), call('(width={width})'), call('(width={width},height={height})'))),
    ).toEqual(['', 'width', 'widthHeight']);
  });

  it('differ, whatever the lines are', () => {
    const same = lines('get /a', 'get /b/{x}', 'get /b/{y}', 'get /b', 'get /b/{x}/{y}', 'get /$b');
    const found = idSuffixes(same);
    expect(new Set(found.map((suffix) => suffix.toLowerCase())).size).toBe(same.length);
  });
});

describe('kindOf', () => {
  it.each([
    ['get', '/ships/{id}', '', 'get'],
    ['get', '/ships/delta', '', 'function'],
    ['get', '/ships/near(x={x})', '', 'function'],
    ['get', '/ships/{id}/course', 'ship: course', 'function'],
    ['get', '/ships/{id}/$value', '', 'media'],
    ['post', '/ships', 'Create ship', 'create'],
    ['post', '/ships/{id}/crew/$ref', 'Add crew', 'ref'],
    ['post', '/ships/{id}/addCrew', 'Add crew', 'action'],
    ['post', '/ships/{id}/crew/add', 'Create crew', 'action'],
    ['post', '/ships/{id}/sink', 'Sink ship', 'action'],
    ['post', '/addresses', 'Create address', 'create'],
  ])('%s %s (%s): %s', (method, path, title, kind) => {
    expect(kindOf({ method, path, title, statuses: [200], collection: false, headers: [] })).toBe(kind);
  });
});
