import { describe, expect, it } from 'vitest';
import { member } from '../../generator/model/json.ts';
import { messageOf, openedNotes } from './fixtures/opened.ts';
import { bare, ways } from './fixtures/ways.ts';

/** What HTTP, OData and Graph's conventions add to the spec, through every way into the mock. */

const patch = (body: Record<string, string | null>, headers: Record<string, string> = {}) => ({
  method: 'PATCH',
  body,
  headers,
});

/** A token whose claims say what it may do; nobody has signed it. */
function token(claims: object): { Authorization: string } {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return { Authorization: `Bearer ${part({ alg: 'none' })}.${part(claims)}.` };
}

describe.each([bare, ...ways])('the protocol through $name', (way) => {
  const notes = openedNotes(way);
  const { send, note } = notes;

  describe('entity tags', () => {
    it('gives an entity the tag of its version, in the header and where the schema has a place', async () => {
      const made = await note();
      const read = await send(`/notes/${made['id']}`);
      expect(read.headers['etag']).toMatch(/^W\/"[0-9a-z]+"$/);
      expect(member(read.body, '@odata.etag')).toBe(read.headers['etag']);
      const changed = await send(`/notes/${made['id']}`, patch({ title: 'Two' }));
      expect(changed.headers['etag']).not.toBe(read.headers['etag']);
      const [row] = member((await send('/notes')).body, 'value') as { '@odata.etag': string }[];
      expect(row?.['@odata.etag']).toBe(changed.headers['etag']);
    });

    it('changes what is in the version that If-Match names, in either spelling, and nothing else', async () => {
      const made = await note();
      const path = `/notes/${made['id']}`;
      const tag = String((await send(path)).headers['etag']);
      const first = await send(path, patch({ title: 'Two' }, { 'If-Match': tag.replace('W/', '') }));
      expect(first.status).toBe(200);
      const stale = await send(path, patch({ title: 'Three' }, { 'If-Match': tag }));
      expect(messageOf(stale)).toBe('412 The resource is not in the version that If-Match names.');
      expect((await send(path, { method: 'DELETE', headers: { 'If-Match': tag } })).status).toBe(412);
      expect(member((await send(path)).body, 'title')).toBe('Two');
      const any = await send(path, { method: 'DELETE', headers: { 'If-Match': '*' } });
      expect(any.status).toBe(204);
    });

    it('answers 304 to who has the version already', async () => {
      const made = await note();
      const path = `/notes/${made['id']}`;
      const tag = String((await send(path)).headers['etag']);
      const again = await send(path, { headers: { 'If-None-Match': `"other", ${tag}` } });
      expect([again.status, again.body, again.headers['etag']]).toEqual([304, undefined, tag]);
      expect((await send(path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    });

    it('creates by PUT only what is not there with If-None-Match: *', async () => {
      const call = { method: 'PUT', body: { title: 'Mine' }, headers: { 'If-None-Match': '*' } };
      expect((await send('/notes/mine', call)).status).toBe(201);
      expect((await send('/notes/mine', call)).status).toBe(412);
      expect((await send('/notes/mine', { method: 'PUT', body: { title: 'Yours' } })).status).toBe(200);
      const absent = { method: 'PUT', body: { title: 'x' }, headers: { 'If-Match': '*' } };
      expect((await send('/notes/other', absent)).status).toBe(412);
    });
  });

  describe('Prefer', () => {
    it('leaves the body out where the caller wishes it and the spec has an answer without one', async () => {
      const call = { method: 'POST', body: { title: 'x' }, headers: { Prefer: 'return=minimal' } };
      const made = await send('/notes', call);
      expect([made.status, made.body, made.headers['preference-applied']]).toEqual([
        204,
        undefined,
        'return=minimal',
      ]);
      const whole = await send(
        `/notes/00000000-0000-4000-a000-000000000001`,
        patch({ title: 'y' }, { Prefer: 'return=representation' }),
      );
      expect([whole.status, member(whole.body, 'title')]).toEqual([200, 'y']);
      expect(whole.headers['preference-applied']).toBe('return=representation');
      const settings = await send('/settings', {
        method: 'PATCH',
        body: { theme: 'dark' },
        headers: { Prefer: 'return=representation' },
      });
      expect(settings.headers['preference-applied']).toBeUndefined();
    });

    it('answers one request with the status and the example that it prefers, and changes nothing', async () => {
      const path = '/notes/1/publish';
      const ask = (prefer: string) => send(path, { method: 'POST', headers: { Prefer: prefer } });
      expect((await ask('code=200, example=later')).body).toEqual({ url: 'soon' });
      expect((await ask('code=409')).status).toBe(409);
      const limited = await ask('code=429');
      expect([limited.status, limited.headers['retry-after']]).toEqual([429, '1']);
      expect((await ask('code=503')).status).toBe(503);
      expect(messageOf(await ask('code=202'))).toBe('400 The spec documents no 202 for this operation.');
      const forced = { method: 'POST', body: { title: 'x' }, headers: { Prefer: 'code=201' } };
      expect((await send('/notes', forced)).status).toBe(201);
      expect(member((await send('/notes')).body, 'value')).toEqual([]);
    });
  });

  describe('tokens', () => {
    it('answers 403 when the token has the scopes of no alternative, 401 without one', async () => {
      const list = async (headers: Record<string, string>) => (await send('/notes', { headers })).status;
      expect(await list({ Authorization: '' })).toBe(401);
      expect(await list(token({ scp: 'User.Read Notes.Read' }))).toBe(200);
      expect(await list(token({ scp: 'Notes.ReadWrite' }))).toBe(200);
      expect(await list(token({ scp: 'User.Read' }))).toBe(403);
      expect(await list(token({ roles: ['Notes.Read.All'] }))).toBe(200);
      // A role is no lent scope, nor the other way round.
      expect(await list(token({ roles: ['Notes.Read'] }))).toBe(403);
      expect(await list(token({ scp: 'Notes.Read.All' }))).toBe(403);
    });

    it('wants all scopes of one alternative', async () => {
      const call = (roles: string[]) => ({ method: 'POST', body: { title: 'x' }, headers: token({ roles }) });
      const half = await send('/notes', call(['Notes.Write.All']));
      expect(messageOf(half)).toBe(
        "403 Missing scope permissions on the request. Needed is one of 'Notes.ReadWrite', 'Notes.Write.All and Notes.Read.All', the token has 'Notes.Write.All'.",
      );
      expect((await send('/notes', call(['Notes.Write.All', 'Notes.Read.All']))).status).toBe(201);
    });

    it('lets an opaque token and one without claims of that kind do everything', async () => {
      expect((await send('/notes', { headers: { Authorization: 'Bearer abc' } })).status).toBe(200);
      expect((await send('/notes', { headers: token({ sub: 'me' }) })).status).toBe(200);
    });
  });

  describe('faults', () => {
    it('answers 429 with Retry-After to as many requests as said, after as many as said', async () => {
      const answer = { status: 429, retryAfter: 3 };
      notes.core.setFaults([{ match: { operationId: 'listNotes' }, after: 1, times: 2, answer }]);
      const statuses = [];
      for (let i = 0; i < 4; i++) {
        const { status, headers } = await send('/notes');
        statuses.push(status === 429 ? headers['retry-after'] : status);
      }
      expect(statuses).toEqual([200, '3', '3', 200]);
      expect((await send('/settings')).status).toBe(404);
    });

    it('answers what a fault says in full, by method and path', async () => {
      const answer = { status: 503, headers: { 'X-Reason': 'upgrade' }, body: { busy: true } };
      notes.core.setFaults([{ match: { method: 'post', path: '/notes/*' }, answer }]);
      const hit = await send('/notes/1/publish', { method: 'POST' });
      expect([hit.status, hit.headers['x-reason'], hit.body]).toEqual([503, 'upgrade', { busy: true }]);
      expect((await send('/notes')).status).toBe(200);
    });

    it('answers a fault without a body as the spec documents the status', async () => {
      notes.core.setFaults([{ answer: { status: 503 } }]);
      const { status, headers, body } = await send('/notes');
      expect([status, headers['retry-after']]).toEqual([503, '1']);
      expect(member(member(body, 'error'), 'code')).toBe('ServiceUnavailable');
    });

    it('puts requests off', async () => {
      notes.core.setFaults([{ answer: { delay: 20 } }]);
      expect((await send('/notes')).status).toBe(200);
    });
  });

  it('makes keys and times, merges complex values, and answers with what is there', async () => {
    const made = await note({ subtitle: 'sub', body: { text: 'Hello', language: 'en' }, tags: ['a', 'b'] });
    expect(made).toMatchObject({ pinned: false, createdDateTime: made['lastModifiedDateTime'] });
    const path = `/notes/${made['id']}`;
    const body = { subtitle: null, body: { language: null }, tags: ['c'] };
    const changed = await send(path, { method: 'PATCH', body });
    expect(changed.body).toMatchObject({
      subtitle: null,
      body: { text: 'Hello', language: null },
      tags: ['c'],
      createdDateTime: made['createdDateTime'],
    });
    expect(member(changed.body, 'lastModifiedDateTime')).not.toBe(made['lastModifiedDateTime']);
    const put = await send(path, { method: 'PUT', body: { title: 'Anew' } });
    expect(put.body).toMatchObject({ title: 'Anew', createdDateTime: made['createdDateTime'] });
    expect(put.body).not.toHaveProperty('tags');
  });

  it('refuses a read-only member within a complex value, and null where none may stand', async () => {
    const made = await note();
    const path = `/notes/${made['id']}`;
    const nested = await send(path, { method: 'PATCH', body: { body: { words: 3 } } });
    expect(messageOf(nested)).toMatch(/^400 Property 'body\/words' /);
    expect(messageOf(await send(path, patch({ title: null })))).toBe("400 Property 'title' must be string.");
  });

  it('begins collections below a new entity empty, and ends them with it', async () => {
    const { id } = await note();
    const below = `/notes/${id}/attachments`;
    expect(member((await send(below)).body, 'value')).toEqual([]);
    expect((await send(below, { method: 'POST', body: { name: 'a' } })).status).toBe(201);
    expect((await send(below, { method: 'POST', body: { name: 'a' } })).status).toBe(409);
    expect((await send(`${below}/a`)).status).toBe(200);
    await send(`/notes/${id}`, { method: 'DELETE' });
    expect((await send(below)).status).toBe(404);
    await send(`/notes/${id}`, { method: 'PUT', body: { title: 'Again' } });
    expect(member((await send(below)).body, 'value')).toEqual([]);
  });

  it('refuses a body in a coding, and says which it takes', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const answer = await send('/notes', { method: 'POST', text: 'x', headers });
    expect([messageOf(answer), answer.headers['accept-encoding']]).toEqual([
      "415 Content-Encoding 'gzip' is not supported: identity.",
      'identity',
    ]);
  });

  it('says what a resource takes', async () => {
    const { status, headers } = await send('/notes', { method: 'OPTIONS' });
    expect([status, headers['allow']]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  });
});

describe.each(ways)('cut connections through $name', (way) => {
  const notes = openedNotes(way);
  const { send, note } = notes;

  it('fails before anything is done, or after it was', async () => {
    notes.core.setFaults([{ times: 1, answer: { drop: true } }, { answer: { drop: 'after' } }]);
    const create = () => send('/notes', { method: 'POST', body: { title: 'x' } });
    await expect(create()).rejects.toThrow(TypeError);
    await expect(create()).rejects.toThrow(TypeError);
    notes.core.setFaults([]);
    expect(member((await send('/notes')).body, 'value')).toHaveLength(1);
  });

  it('breaks off in the midst of the body', async () => {
    const { id } = await note();
    notes.core.setFaults([{ answer: { truncate: true } }]);
    await expect(send(`/notes/${id}`)).rejects.toThrow();
    notes.core.setFaults([{ answer: { truncate: 5 } }]);
    await expect(send(`/notes/${id}`)).rejects.toThrow();
  });
});

describe.each([bare, ...ways])('limits through $name', (way) => {
  const notes = openedNotes(way, {
    rateLimit: { requests: 2, seconds: 60 },
    clock: { start: '2026-05-01T10:00:00Z', step: 10_000 },
  });
  const { send } = notes;

  it('counts requests in a window, says what is left, and answers 429 beyond', async () => {
    const seen = [];
    for (let i = 0; i < 8; i++) {
      const { status, headers } = await send('/notes');
      seen.push([status, headers['ratelimit-remaining'], headers['retry-after']]);
    }
    const refused = (left: string) => [429, '0', left];
    expect(seen).toEqual([
      [200, '1', undefined],
      [200, '0', undefined],
      refused('40'),
      refused('30'),
      refused('20'),
      refused('10'),
      [200, '1', undefined],
      [200, '0', undefined],
    ]);
  });

  it('uses the names that the operation documents', async () => {
    const { headers } = await send('/notes/1/publish', { method: 'POST' });
    expect(headers['x-ratelimit-remaining']).toBe('1');
    expect(headers['ratelimit-limit']).toBe('2');
  });
});
