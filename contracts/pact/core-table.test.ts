import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { type Answer, type Core, type Judgement, startCore } from './fixtures/core.ts';
import { type Case, casesOf, fileOf, type Version, written } from './fixtures/core-table.ts';
import { bodyLines } from './fixtures/table-bodies.ts';
import { headerLines } from './fixtures/table-headers.ts';
import { matcherLines } from './fixtures/table-matchers.ts';
import { pathLines } from './fixtures/table-paths.ts';
import { requestLines } from './fixtures/table-requests.ts';
import { targetLines } from './fixtures/table-targets.ts';
import { answerMatch, interactionsIn, requestMatch } from './fixtures/verdicts.ts';

/** Every case is asked twice: of our reader and matcher, and of the Pact core. */
const answers = [...headerLines, ...bodyLines, ...matcherLines, ...pathLines].flatMap(casesOf);
const requests = [...targetLines, ...requestLines].flatMap(casesOf);
const versions: readonly Version[] = [1, 2, 3, 4];

function of<Sent>(cases: readonly Case<Sent>[], version: Version): readonly Case<Sent>[] {
  return cases.filter((one) => one.versions.includes(version));
}

/** The cases that the core can be asked. */
function asked<Sent>(cases: readonly Case<Sent>[], version: Version): readonly Case<Sent>[] {
  return of(cases, version).filter((one) => one.core !== 'none');
}

function interactionOf({ expected, beside }: Case<Answer>, version: Version): JsonObject {
  return { ...beside, request: { method: 'GET', path: '/' }, response: fileOf(expected, version) };
}

function told<Sent>({ name, expected, sent }: Case<Sent>, version: Version): string {
  return `${name}: ${JSON.stringify(fileOf(expected, version))} for ${JSON.stringify(sent)}`;
}

/** What the core says and the table does not. */
function differences<Sent>(
  cases: readonly Case<Sent>[],
  judged: readonly Judgement[],
  version: Version,
): readonly string[] {
  return cases.flatMap((one, i) => {
    const { passed, why = [] } = judged[i] ?? {};
    if ((one.core === 'chance' && passed !== undefined) || passed === one.core) return [];
    return [`the core says ${passed} (${why.join('; ')}) of ${told(one, version)}`];
  });
}

describe.each(versions)('the table of cases, version %d', (version) => {
  it('is what our reader and matcher say of answers', () => {
    const found = of(answers, version).flatMap((one) => {
      const match = answerMatch(written[version], interactionOf(one, version), one.sent) ?? 'unknown';
      return match === one.accepted ? [] : [`we say ${match} of ${told(one, version)}`];
    });
    expect(found).toEqual([]);
  });

  it('is what our reader and matcher say of requests', () => {
    const found = of(requests, version).flatMap((one) => {
      const match = requestMatch(written[version], fileOf(one.expected, version), one.sent) ?? 'unknown';
      return match === one.accepted ? [] : [`we say ${match} of ${told(one, version)}`];
    });
    expect(found).toEqual([]);
  });
});

describe('the table of cases and the Pact core', () => {
  let core: Core;
  beforeAll(() => {
    core = startCore();
  });
  afterAll(() => core.stop());

  it.each(versions)('is what the verifier says of answers, version %d', async (version) => {
    const cases = asked(answers, version);
    const pairs = cases.map((one) => ({ interaction: interactionOf(one, version), answer: one.sent }));
    expect(differences(cases, await core.answers(written[version], pairs), version)).toEqual([]);
  });

  it.each(versions)('is what the mock server says of requests, version %d', async (version) => {
    const cases = asked(requests, version);
    const pairs = cases.map(({ expected, sent }) => ({ request: fileOf(expected, version), sent }));
    const judged = await core.requests(written[version], pairs);
    expect(differences(cases, judged, version)).toEqual([]);
    // What the verifier sends for the request of the file, we read as its request too.
    const unlike = judged.flatMap(({ sends }, i) => {
      const match = sends && requestMatch(written[version], pairs[i]?.request ?? {}, sends);
      return sends && match !== false ? [] : [`${JSON.stringify(sends)} of ${JSON.stringify(pairs[i])}`];
    });
    expect(unlike).toEqual([]);
  });

  it('judges the HTTP interactions among messages', async () => {
    const [good, bad] = [{ a: 1 }, { a: 2 }].map((content) => ({
      type: 'Synchronous/HTTP',
      request: { method: 'GET', path: '/' },
      response: { status: 200, body: { content, contentType: 'application/json', encoded: false } },
    }));
    const message = { type: 'Asynchronous/Messages', contents: { content: 'm', contentType: 'text/plain' } };
    const answer: Answer = { status: 200, headers: [['content-type', 'application/json']], body: '{"a":1}' };
    const mixed = [good, message, bad].flatMap((interaction) => interaction ?? []);
    const judged = await core.answers(
      '4.0',
      mixed.map((interaction) => ({ interaction, answer })),
    );
    expect([judged[0]?.passed, judged[2]?.passed]).toEqual([true, false]);
    expect(interactionsIn('4.0', mixed)).toHaveLength(2);
    expect([good, bad].map((one) => answerMatch('4.0', one ?? {}, answer))).toEqual([true, false]);
  });
});

describe('the reach of the table', () => {
  const file = (cases: readonly Case<unknown>[]) =>
    JSON.stringify(
      cases.flatMap((one) => one.versions.map((version) => fileOf(one.expected, version)['matchingRules'])),
    );

  it.each([
    'equality, type, regex, include, integer, decimal, number, date, time, timestamp, datetime, null, boolean',
    'values, contentType, statusCode, notEmpty, semver, arrayContains, eachKey, eachValue',
  ])('holds cases of %s', (names) => {
    const rules = file(answers);
    for (const name of names.split(', ')) expect(rules).toContain(`"match":"${name}"`);
  });

  it('says why wherever we do not say what the core says', () => {
    const others = [...answers, ...requests].filter((one) => one.accepted !== one.core);
    expect(others.filter((one) => !one.why)).toEqual([]);
    expect(others.length).toBeLessThan((answers.length + requests.length) / 8);
  });
});
