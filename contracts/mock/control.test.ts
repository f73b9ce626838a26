import { describe, expect, it } from 'vitest';
import { member } from '../../generator/model/json.ts';
import { messageOf, openedNotes } from './fixtures/opened.ts';
import { bare, ways } from './fixtures/ways.ts';

/** `/_docpact/…`, through every way into the mock. */

const put = (body: unknown) => ({ method: 'PUT', text: JSON.stringify(body) });

describe.each([bare, ...ways])('control through $name', (way) => {
  const notes = openedNotes(way);
  const { send, note } = notes;
  const count = async () => (member((await send('/notes')).body, 'value') as unknown[]).length;

  it('gives the state, takes it back, and starts anew', async () => {
    await note();
    const { body: state } = await send('/_docpact/state');
    await note();
    expect(await count()).toBe(2);
    expect((await send('/_docpact/state', put(state))).status).toBe(204);
    expect(await count()).toBe(1);
    expect((await send('/_docpact/reset', { method: 'POST' })).status).toBe(204);
    expect(await count()).toBe(0);
  });

  it('refuses a state or a seed that breaks the spec, and changes nothing', async () => {
    await note();
    const row = { key: '1', entity: { id: '1' } };
    const { body } = await send('/_docpact/state');
    const broken = { ...(body as object), sets: { '/notes': [row] } };
    const refused = await send('/_docpact/state', put(broken));
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      errors: [expect.stringContaining("mock/state-invalid row 1 of /notes: property 'title' is required")],
    });
    expect((await send('/_docpact/state', put({ rows: [] }))).status).toBe(400);
    expect((await send('/_docpact/seed', put({ '/nowhere': [] }))).status).toBe(400);
    expect(await count()).toBe(1);
  });

  it('seeds', async () => {
    await note();
    expect((await send('/_docpact/seed', put({ '/settings': { theme: 'dark' } }))).status).toBe(204);
    expect(await count()).toBe(0);
    expect((await send('/settings')).body).toEqual({ theme: 'dark' });
    const { body: state } = await send('/_docpact/state');
    notes.core.reset();
    await send('/_docpact/state', put(state));
    expect((await send('/settings')).body).toEqual({ theme: 'dark' });
  });

  it('sets faults, adds to them, and takes them away', async () => {
    const fault = { match: { path: '/settings' }, answer: { status: 503 } };
    expect((await send('/_docpact/faults', put([fault]))).status).toBe(204);
    const more = { match: { path: '/notes' }, answer: { status: 429 } };
    await send('/_docpact/faults', { method: 'POST', text: JSON.stringify(more) });
    expect([(await send('/settings')).status, (await send('/notes')).status]).toEqual([503, 429]);
    expect((await send('/_docpact/faults')).body).toEqual([fault, more]);
    await send('/_docpact/faults', { method: 'DELETE' });
    expect((await send('/notes')).status).toBe(200);
    const wrong = async (value: unknown) => (await send('/_docpact/faults', put(value))).body;
    expect(await wrong([{ answer: { status: 99 } }])).toEqual({
      errors: ['/0/answer/status: must be >= 200'],
    });
    expect(await wrong([{ match: { operationId: 'listNote' }, answer: { drop: true } }])).toEqual({
      errors: ['/0/match/operationId: names no operation: listNote; did you mean listNotes?'],
    });
    expect(await wrong({ answer: {}, when: 1 })).toEqual({ errors: [expect.stringMatching(/^\/0/)] });
  });

  it('shows the requests that it saw, without their secrets', async () => {
    await send('/_docpact/requests', { method: 'DELETE' });
    await send('/notes?api_key=abcdef', {
      method: 'POST',
      body: { title: 'x', body: { text: 'y' } },
      headers: { Cookie: 'session=abcdef', 'X-Api-Key': 'abcdef' },
    });
    await send('/notes', {
      method: 'POST',
      text: '{"password":"abcdef"}',
      headers: { 'Content-Type': 'application/json' },
    });
    await send('/nowhere');
    const { body } = await send('/_docpact/requests');
    const text = JSON.stringify(body);
    expect(text).not.toContain('abcdef');
    expect(text).not.toContain('Bearer token');
    const [first, second, third] = member(body, 'requests') as Record<string, unknown>[];
    expect(first).toMatchObject({ method: 'POST', operationId: 'createNote', status: 201, documented: true });
    expect(first?.['url']).toMatch(/\/notes\?api_key=\*\*\*$/);
    expect(second?.['body']).toBe('{"password":"***"}');
    expect(third).toMatchObject({ status: 404, documented: false });
  });

  it('keeps the latest requests only', async () => {
    await send('/_docpact/requests', { method: 'DELETE' });
    for (let i = 0; i < 205; i++) notes.core.handle({ method: 'GET', url: '/nowhere', headers: {} });
    const { body } = await send('/_docpact/requests');
    expect([member(body, 'dropped'), (member(body, 'requests') as unknown[]).length]).toEqual([5, 200]);
  });

  it('does not move the clock or make keys', async () => {
    const first = await note();
    await send('/_docpact/state');
    await send('/_docpact/requests');
    const second = await note();
    const seconds = (one: typeof first) => Date.parse(String(one['createdDateTime'])) / 1000;
    expect(seconds(second) - seconds(first)).toBe(1);
  });

  it('takes no orders from pages of other origins', async () => {
    const from = async (headers: Record<string, string>) =>
      (await send('/_docpact/reset', { method: 'POST', headers })).status;
    expect(await from({ Origin: 'https://evil.example' })).toBe(403);
    expect(await from({ Origin: 'http://localhost:3000' })).toBe(204);
    expect(await from({ Origin: 'null' })).toBe(403);
  });

  it('says what there is, and what it takes', async () => {
    expect((await send('/_docpact')).body).toMatchObject({ docpact: 'mock' });
    expect((await send('/_docpact/nothing')).status).toBe(404);
    const { status, headers } = await send('/_docpact/state', { method: 'DELETE' });
    expect([status, headers['allow']]).toEqual([405, 'GET, PUT']);
  });
});

describe('without control', () => {
  const { send } = openedNotes(bare, { control: false });

  it('is nothing under the prefix', async () => {
    expect(messageOf(await send('/_docpact/state'))).toBe("404 The spec has no path '/_docpact/state'.");
  });
});
