import { type Diagnostic, defineProblem, type Problem, type Result } from '../generator/model/diagnostic.ts';
import type { Json } from '../generator/model/json.ts';
import type { Place } from '../generator/model/place.ts';
import { registry } from '../generator/model/registry.ts';
import type { Api } from '../generator/openapi/api.ts';
import type { SourceMap } from '../generator/openapi/source-map.ts';
import { explainPointer } from './explain.ts';
import type { Interaction } from './pact/interaction.ts';
import type { Pact } from './pact/read.ts';
import type { Verdict } from './relation/verdict.ts';
import * as all from './rules/index.ts';
import { defaultPolicies, type Policies } from './rules/policies.ts';
import { responsesFor } from './rules/responses.ts';
import { route } from './rules/route.ts';
import type { Effect, Finding, Rule, Subject } from './rules/rule.ts';

/** What is known of one interaction after all rules. */
export interface Judgement {
  readonly pact: string;
  readonly consumer: string;
  readonly provider: string;
  readonly description: string;
  readonly at: Place;
  /** The operation that answers; undefined if the spec has none. */
  readonly operation: string | undefined;
  readonly verdict: Verdict;
  /** Something that the spec allows and the contract refuses (or the other way round in a request). */
  readonly witness?: Json;
  readonly diagnostics: readonly Diagnostic[];
}

interface Parameters {
  readonly message: string;
  readonly witness: Json | undefined;
}

const rules = registry<Rule>(all);
const problems = new Map(rules.map((rule) => [rule.code, problemsOf(rule)]));

/** Four codes a rule, because a severity belongs to a code. */
function problemsOf(rule: Rule): Readonly<Record<Effect, Problem<Parameters>>> {
  const define = (code: Rule['code'], severity: 'error' | 'warning' | 'info', summary: string) =>
    defineProblem<Parameters>({ code, severity, summary, message: messageOf, help: rule.why });
  return {
    impossible: define(rule.code, 'error', rule.summary),
    possible: define(`${rule.code}-possible`, 'info', `${rule.summary} (In some cases.)`),
    undecided: define(`${rule.code}-undecided`, 'warning', `${rule.summary} (It could not be told.)`),
    fragile: define(`${rule.code}-fragile`, 'warning', `${rule.summary} (Of its example this is so.)`),
  };
}

function messageOf({ message, witness }: Parameters): string {
  if (witness === undefined) return message;
  const text = JSON.stringify(witness);
  return `${message} (for example ${text.length > 160 ? `${text.slice(0, 157)}...` : text})`;
}

/** Judges every interaction of the pacts against the spec. Builds of the spec only what the interactions need. */
export function verifyPacts(
  api: Api,
  sources: SourceMap | undefined,
  pacts: readonly Pact[],
  policies: Partial<Policies> = {},
): Result<readonly Judgement[]> {
  const settled = { ...defaultPolicies, ...policies };
  const judgements = pacts.flatMap((pact) =>
    pact.interactions.map((interaction) => judgeInteraction(api, sources, pact, interaction, settled)),
  );
  return { value: judgements, diagnostics: judgements.flatMap((judgement) => judgement.diagnostics) };
}

function judgeInteraction(
  api: Api,
  sources: SourceMap | undefined,
  pact: Pact,
  interaction: Interaction,
  policies: Policies,
): Judgement {
  const subject = subjectOf(api, interaction, policies);
  const found = rules.flatMap((rule) => {
    // A contract that expects a documented client error may send what the spec refuses: that is what it tests.
    if (rule.side === 'request' && rule.code !== 'verify/operation' && expectsClientError(subject)) return [];
    return rule.check(subject).map((finding) => ({ rule, finding }));
  });
  const diagnostics = found.map(({ rule, finding }) => diagnose(rule, finding, api, sources, pact));
  const witness = found.find(({ finding }) => finding.witness !== undefined)?.finding.witness;
  return {
    pact: pact.file,
    consumer: pact.consumer,
    provider: pact.provider,
    description: interaction.description,
    // Where it stands only reports for machines ask.
    get at() {
      return pact.place(interaction.pointer);
    },
    operation: subject.operation?.id,
    verdict: verdictOf(found.map(({ finding }) => finding.effect)),
    ...(witness === undefined ? {} : { witness }),
    diagnostics: interaction.pending && policies.pending === 'shown' ? diagnostics.map(pending) : diagnostics,
  };
}

function subjectOf(api: Api, interaction: Interaction, policies: Policies): Subject {
  const { method, path } = interaction.request;
  const found = route(api, method, path.example);
  const operation = found.kind === 'operation' ? found.operation : undefined;
  const responses = operation ? responsesFor(operation, interaction.response.status) : [];
  return { api, interaction, route: found, operation, responses, policies };
}

function expectsClientError(subject: Subject): boolean {
  const status = subject.interaction.response.status.example;
  return status >= 400 && status < 500 && subject.responses.some((response) => response.status !== 'default');
}

function verdictOf(effects: readonly Effect[]): Verdict {
  if (effects.includes('impossible')) return 'impossible';
  if (effects.includes('undecided')) return 'undecided';
  return effects.includes('possible') ? 'possible' : 'guaranteed';
}

/** A pending interaction is work announced: it is shown and breaks nothing. */
function pending(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: 'info', message: `pending: ${diagnostic.message}` };
}

/** A finding names all its places: the pact line, the spec line, and the documentation line that this came from. */
function diagnose(
  rule: Rule,
  finding: Finding,
  api: Api,
  sources: SourceMap | undefined,
  pact: Pact,
): Diagnostic {
  const problem = problems.get(rule.code)?.[finding.effect];
  if (!problem) throw new Error(`no problem is defined for ${rule.code}`);
  const related = finding.spec === undefined ? [] : explainPointer(api, sources, finding.spec);
  return problem.at(pact.place(finding.at), { message: finding.message, witness: finding.witness }, related);
}
