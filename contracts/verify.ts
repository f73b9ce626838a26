import { type Diagnostic, defineProblem, type Problem, type Result } from '../generator/model/diagnostic.ts';
import { excerpt } from '../generator/model/excerpt.ts';
import type { Json } from '../generator/model/json.ts';
import type { Place } from '../generator/model/place.ts';
import { pointerTokens } from '../generator/model/pointer.ts';
import { registry } from '../generator/model/registry.ts';
import type { Api, Operation } from '../generator/openapi/api.ts';
import type { SourceMap } from '../generator/openapi/source-map.ts';
import type { Exchanges } from './exchanges/exchange.ts';
import { withoutSecrets } from './exchanges/secrets.ts';
import { explainPointer } from './explain.ts';
import type { Interaction } from './pact/interaction.ts';
import type { Pact } from './pact/read.ts';
import type { Verdict } from './relation/verdict.ts';
import { codesOf, type RuleCode } from './rules/codes.ts';
import * as all from './rules/index.ts';
import { defaultPolicies, type Policies } from './rules/policies.ts';
import { responsesFor } from './rules/responses.ts';
import { type Route, route } from './rules/route.ts';
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
  /** Of an exchange it is made anew each time. */
  readonly interaction: Interaction;
  /** Of an exchange that really was, and no contract. */
  readonly recorded: boolean;
  /** Something that the spec allows and the contract refuses (or the other way round in a request). */
  readonly witness?: Json;
  readonly diagnostics: readonly Diagnostic[];
}

type Parameters = Pick<Finding, 'message' | 'witness' | 'witnessAt'>;

const rules = registry<Rule>(all);

/** Codes of what is judged where only an answer counts: that there is an operation, and what it may answer. */
export const responseRules: readonly string[] = rules
  .filter(({ code, side }) => side === 'response' || code === 'verify/operation')
  .map(({ code }) => code);

const problems = new Map(rules.map((rule) => [rule.code, problemsOf(rule)]));

function problemsOf(rule: Rule): ReadonlyMap<Effect, Problem<Parameters>> {
  const define = ({ code, severity, summary }: RuleCode) =>
    defineProblem<Parameters>({ code, severity, summary, message: messageOf, help: rule.why });
  return new Map(codesOf(rule).map((one) => [one.effect, define(one)]));
}

function messageOf({ message, witness, witnessAt = '' }: Parameters): string {
  if (witness === undefined) return message;
  return `${message} (for example ${excerpt(witness, pointerTokens(witnessAt), 160)})`;
}

/** Judges every interaction of the pacts against the spec. Builds of the spec only what the interactions need. */
export function verifyPacts(
  api: Api,
  sources: SourceMap | undefined,
  pacts: readonly Pact[],
  policies: Partial<Policies> = {},
): Result<readonly Judgement[]> {
  const settled = { ...defaultPolicies, ...policies };
  const judgements = pacts.flatMap((contract) => {
    const court: Court = { api, sources, policies: settled, contract, recorded: false };
    return contract.interactions.map((interaction) => judged(court, () => interaction));
  });
  return { value: judgements, diagnostics: judgements.flatMap((judgement) => judgement.diagnostics) };
}

/** Judges requests and answers that really were: `guaranteed` is what the spec allows, `impossible` what it does not. */
export function verifyExchanges(
  api: Api,
  sources: SourceMap | undefined,
  recorded: readonly Exchanges[],
  policies: Partial<Policies> = {},
): Result<readonly Judgement[]> {
  const settled = { ...defaultPolicies, ...policies };
  const judgements = recorded.flatMap((from) => {
    const { file, source, place } = from;
    const contract = { file, consumer: source, provider: '', place };
    const court: Court = { api, sources, policies: settled, contract, recorded: true };
    return from.exchanges.map((exchange) => judged(court, exchange, from));
  });
  return { value: judgements, diagnostics: judgements.flatMap((judgement) => judgement.diagnostics) };
}

/** By what is judged, and what an interaction stands in. */
interface Court {
  readonly api: Api;
  readonly sources: SourceMap | undefined;
  readonly policies: Policies;
  readonly contract: Pick<Pact, 'file' | 'consumer' | 'provider' | 'place'>;
  readonly recorded: boolean;
}

function judged(
  court: Court,
  of: () => Interaction,
  from?: Pick<Exchanges, 'rulesOf' | 'operationOf'>,
): Judgement {
  const interaction = of();
  const subject = subjectOf(court, interaction, from?.operationOf?.(interaction));
  const found = findingsOf(subject, from?.rulesOf?.(interaction));
  const diagnostics = found.map(({ rule, finding }) => diagnose(rule, shownFinding(finding, subject), court));
  return new Judged(court, subject, of, {
    verdict: verdictOf(found.map(({ finding }) => finding.effect)),
    witness: found.find(({ finding }) => finding.witness !== undefined)?.finding.witness,
    diagnostics:
      interaction.pending && court.policies.pending === 'shown' ? diagnostics.map(pending) : diagnostics,
  });
}

interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
}

function findingsOf(subject: Subject, counted: readonly string[] | undefined): readonly Found[] {
  const excused = expectsClientError(subject);
  const found: Found[] = [];
  for (const rule of rules) {
    if (counted?.includes(rule.code) === false) continue;
    // A contract that expects a documented client error may send what the spec refuses: that is what it tests.
    if (excused && rule.side === 'request' && rule.code !== 'verify/operation') continue;
    for (const finding of rule.check(subject)) found.push({ rule, finding });
  }
  return found;
}

/** Of thousands of exchanges most are valid: then this is all that is kept of one. */
class Judged implements Judgement {
  readonly description: string;
  readonly operation: string | undefined;
  readonly verdict: Verdict;
  readonly witness?: Json;
  readonly diagnostics: readonly Diagnostic[];
  readonly #court: Court;
  readonly #pointer: string;
  readonly #of: () => Interaction;

  constructor(
    court: Court,
    { interaction, operation }: Subject,
    of: () => Interaction,
    said: Pick<Judgement, 'verdict' | 'diagnostics'> & { readonly witness: Json | undefined },
  ) {
    this.description = interaction.description;
    this.operation = operation?.id;
    this.verdict = said.verdict;
    if (said.witness !== undefined) this.witness = said.witness;
    this.diagnostics = said.diagnostics;
    this.#court = court;
    this.#pointer = interaction.pointer;
    this.#of = of;
  }

  get pact(): string {
    return this.#court.contract.file;
  }

  get consumer(): string {
    return this.#court.contract.consumer;
  }

  get provider(): string {
    return this.#court.contract.provider;
  }

  get recorded(): boolean {
    return this.#court.recorded;
  }

  get interaction(): Interaction {
    return this.#of();
  }

  /** Where it stands only reports for machines ask. */
  get at(): Place {
    return this.#court.contract.place(this.#pointer);
  }
}

function subjectOf(
  { api, policies, recorded }: Court,
  interaction: Interaction,
  known: Operation | undefined,
): Subject {
  const { method, path } = interaction.request;
  const found: Route = known
    ? { kind: 'operation', operation: known, parameters: new Map() }
    : route(api, method, path.example);
  const operation = found.kind === 'operation' ? found.operation : undefined;
  const responses = operation ? responsesFor(operation, interaction.response.status) : [];
  return { api, interaction, route: found, operation, responses, policies, recorded };
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

/** Recordings hold what nobody may read: contracts are written by hand, and hold examples. */
function shownFinding(finding: Finding, { api, recorded, interaction }: Subject): Finding {
  return recorded ? { ...finding, message: withoutSecrets(finding.message, interaction, api) } : finding;
}

/** A pending interaction is work announced: it is shown and breaks nothing. */
function pending(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: 'info', message: `pending: ${diagnostic.message}` };
}

/** A finding names all its places: the pact line, the spec line, and the documentation line that this came from. */
function diagnose(rule: Rule, finding: Finding, { api, sources, contract }: Court): Diagnostic {
  const problem = problems.get(rule.code)?.get(finding.effect);
  if (!problem) throw new Error(`no problem is defined for ${rule.code}`);
  const related = finding.spec === undefined ? [] : explainPointer(api, sources, finding.spec);
  return problem.at(contract.place(finding.at), finding, related);
}
