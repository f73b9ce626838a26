import { describe, expect, it } from 'vitest';
import { registry } from '../../generator/model/registry.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readPact } from '../pact/read.ts';
import { codesOf } from './codes.ts';
import * as all from './index.ts';
import { defaultPolicies } from './policies.ts';
import { responsesFor } from './responses.ts';
import { route } from './route.ts';
import type { Rule, RuleExample } from './rule.ts';

/** The examples of every rule, run: they are its documentation, so they must be true. */
const rules = registry<Rule>(all);

function subjectOf(example: RuleExample) {
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    ...example.document,
    paths: example.paths,
  };
  const api = readOpenApi(encode(document), 'openapi.json');
  expect(api.diagnostics).toEqual([]);
  const pact = readPact(
    encode({
      consumer: { name: 'c' },
      provider: { name: 'p' },
      interactions: [{ description: 'd', ...example.interaction }],
      metadata: { pactSpecification: { version: '3.0.0' } },
    }),
    'pact.json',
  );
  expect(pact.diagnostics).toEqual([]);
  const interaction = pact.value?.interactions[0];
  if (!api.value || !interaction) throw new Error('the example cannot be read');
  const found = route(api.value, interaction.request.method, interaction.request.path.example);
  const operation = found.kind === 'operation' ? found.operation : undefined;
  const responses = operation ? responsesFor(operation, interaction.response.status) : [];
  return {
    api: api.value,
    interaction,
    route: found,
    operation,
    responses,
    policies: defaultPolicies,
    recorded: false,
  };
}

describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    const findings = rule.check(subjectOf(example));
    expect(findings.map((finding) => `${finding.effect}: ${finding.message}`)).toEqual(example.reports);
  });

  it('has an example that reports and one that is silent', () => {
    expect(rule.examples.some((example) => example.reports.length > 0)).toBe(true);
    expect(rule.examples.some((example) => example.reports.length === 0)).toBe(true);
  });

  it('reports only effects that it has a code for', () => {
    const effects = codesOf(rule).map(({ effect }) => effect);
    const reported = rule.examples.flatMap(({ reports }) => reports.map((one) => one.split(':')[0]));
    expect(reported.filter((effect) => !effects.some((one) => one === effect))).toEqual([]);
  });

  it('says in its title what is wrong, as a sentence', () => {
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
    expect(rule.why).toMatch(/\.$/);
  });
});
