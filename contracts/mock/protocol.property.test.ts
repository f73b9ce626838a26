import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, member, sameJson } from '../../generator/model/json.ts';
import { type Core, createCore } from './core.ts';
import { patched } from './entity.ts';
import { type Fault, FaultPlan, faultsFault } from './faults.ts';
import { notesApi } from './fixtures/notes.ts';
import { preferences } from './prefer.ts';

const json = { 'content-type': 'application/json' };

function client(core: Core) {
  return (method: string, url: string, body?: Json, headers: Record<string, string> = {}) => {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const fields = { authorization: 'Bearer t', ...json, ...headers };
    const {
      status,
      headers: answered,
      body: text,
    } = core.handle({ method, url, headers: fields, ...content });
    const value: Json | undefined = text === undefined ? undefined : JSON.parse(text);
    return { status, headers: answered, body: value };
  };
}

/** RFC 7396, section 2, word for word. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

const names = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const plain = fc.oneof(fc.constant(null), fc.integer({ max: 9 }), fc.string({ maxLength: 2 }));
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    plain,
    fc.array(plain, { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
  ),
})).value;
const object = fc.dictionary(names, value, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

describe('a merge patch', () => {
  it('does what RFC 7396 says', () => {
    fc.assert(
      fc.property(object, object, (before, patch) => {
        const reading = { api: notesApi, removes: true, admitsNull: () => true };
        const after = patched(reading, undefined, before, patch);
        expect(sameJson(after, mergePatch(before, patch))).toBe(true);
      }),
    );
  });
});

describe('entity tags', () => {
  it('change with every change and with nothing else, and guard against the lost update', () => {
    const title = fc.string({ maxLength: 5 });
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 8 }), title, (titles, stale) => {
        const send = client(createCore(notesApi, { seed: {}, clock: { start: '2026-01-01', step: 0 } }));
        const path = `/notes/${String(member(send('POST', '/notes', { title: 'first' }).body, 'id'))}`;
        const first = String(send('GET', path).headers['etag']);
        const byTitle = new Map([['first', first]]);
        for (const next of titles) {
          const current = String(send('GET', path).headers['etag']);
          const changed = send('PATCH', path, { title: next }, { 'if-match': current });
          expect(changed.status).toBe(200);
          const tag = String(changed.headers['etag']);
          expect(tag).toBe(byTitle.get(next) ?? tag);
          for (const [known, other] of byTitle) if (known !== next) expect(other).not.toBe(tag);
          byTitle.set(next, tag);
          expect(send('GET', path, undefined, { 'if-none-match': tag }).status).toBe(304);
        }
        const last = titles.at(-1);
        const late = send('PATCH', path, { title: stale }, { 'if-match': first });
        expect(late.status).toBe(last === 'first' ? 200 : 412);
      }),
      { numRuns: 50 },
    );
  });
});

describe('faults', () => {
  const fault: fc.Arbitrary<Fault> = fc.record(
    {
      after: fc.nat(3),
      times: fc.nat(3),
      match: fc.constantFrom({}, { method: 'get' }, { path: '/notes' }, { operationId: 'getNote' }),
      answer: fc.constantFrom({ status: 503 }, { drop: true }, { truncate: 1 }),
    },
    { requiredKeys: ['answer'] },
  );

  it('hit the requests that their counts say, the first of several', () => {
    fc.assert(
      fc.property(fc.array(fault, { maxLength: 4 }), fc.nat(12), (faults, requests) => {
        const plan = new FaultPlan();
        plan.set(faults);
        const target = { method: 'GET', path: '/notes', template: '/notes', operationId: 'listNotes' };
        const applies = ({ match }: Fault) => match?.operationId === undefined;
        for (let met = 0; met <= requests; met++) {
          const expected = faults.find((one) => {
            const { after = 0, times = Number.POSITIVE_INFINITY } = one;
            return applies(one) && met >= after && met < after + times;
          });
          expect(plan.next(target)).toEqual(expected?.answer);
        }
      }),
    );
  });

  it('are read from any JSON, or refused with a place in it', () => {
    const maybe = fc.oneof(fc.array(fault as fc.Arbitrary<unknown>), fc.jsonValue()) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(maybe, (given) => {
        const wrong = faultsFault(notesApi, given);
        if (wrong) {
          expect(wrong.pointer).toMatch(/^(\/|$)/);
          return;
        }
        const core = createCore(notesApi, { seed: {} });
        core.setFaults(given as unknown as readonly Fault[]);
        expect(client(core)('GET', '/notes').status).toBeGreaterThanOrEqual(200);
      }),
    );
  });
});

describe('preferences', () => {
  it('are read from any text without a fault, the first of a name as it was written', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9.-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(token, fc.option(fc.string({ maxLength: 6 })))),
        fc.string(),
        (list, rest) => {
          const text = list.map(([name, quoted]) =>
            quoted === null ? name : `${name}="${quoted.replace(/["\\]/g, '\\$&')}"; x=1`,
          );
          const found = preferences(new Map([['prefer', text.join(', ')]]));
          for (const [i, [name, quoted]] of list.entries()) {
            const first = list.findIndex(([one]) => one.toLowerCase() === name.toLowerCase()) === i;
            if (first) expect(found.get(name.toLowerCase())).toBe(quoted ?? '');
          }
          expect(preferences(new Map([['prefer', rest]]))).toBeInstanceOf(Map);
        },
      ),
    );
  });
});

describe('the mock', () => {
  it('answers any of its special fields and control requests with a status of its own', () => {
    const field = fc.constantFrom(
      'prefer',
      'if-match',
      'if-none-match',
      'accept',
      'content-type',
      'content-encoding',
      'authorization',
      'origin',
      'client-request-id',
    );
    const url = fc.constantFrom(
      '/notes',
      '/notes/1',
      '/settings',
      '/_docpact/state',
      '/_docpact/faults',
      '/_docpact/seed',
      '/notes/1/publish',
    );
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS');
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'return=minimal',
        'code=404',
        'code=200, example=done',
        '*',
        '"x"',
        '{"title":"x"}',
        '[]',
      ),
    );
    fc.assert(
      fc.property(method, url, fc.dictionary(field, text), text, (asked, path, headers, body) => {
        const core = createCore(notesApi, { seed: {}, control: true, selfCheck: true });
        const { status } = core.handle({ method: asked, url: path, headers, body });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 500 },
    );
  });
});
