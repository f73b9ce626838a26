import type { Json, JsonObject } from '../../generator/model/json.ts';
import type { Api, Operation, Response } from '../../generator/openapi/api.ts';
import type { Interaction } from '../pact/interaction.ts';
import type { Policies } from './policies.ts';
import type { Route } from './route.ts';

/** What a finding does to the verdict of its interaction; `fragile` does nothing, and is worth a warning. */
export type Effect = 'impossible' | 'possible' | 'undecided' | 'fragile';

export interface Finding {
  readonly effect: Effect;
  /** What is wrong, in the words of both sides. */
  readonly message: string;
  /** Where in the contract. */
  readonly at: string;
  /** Where in the spec, if somewhere in particular. */
  readonly spec?: string | undefined;
  /** A value that the one side allows and the other refuses. */
  readonly witness?: Json;
  /** A pointer to what matters in it. */
  readonly witnessAt?: string;
}

/** What a rule is told: the interaction, and the part of the spec that answers it. */
export interface Subject {
  readonly api: Api;
  readonly interaction: Interaction;
  readonly route: Route;
  /** Undefined where the spec has no operation for the request. */
  readonly operation: Operation | undefined;
  /** The documented responses for the statuses that the contract accepts. */
  readonly responses: readonly Response[];
  readonly policies: Policies;
  /** Whether the answer is one that was given, and no contract: then it is asked whether the spec allows it. */
  readonly recorded: boolean;
}

/**
 * A verification rule. One thought a file; what it says of itself makes its documentation, its SARIF entry and its
 * tests. `codesOf` (`codes.ts`) says under which codes its findings are reported.
 */
export interface Rule {
  readonly code: `verify/${string}`;
  /** `error`: it decides a verdict. `warning`: it changes none, and all that it finds is `fragile`. */
  readonly severity: 'error' | 'warning';
  /** `request` findings do not count when the contract expects a documented 4xx. */
  readonly side: 'request' | 'response';
  readonly summary: string;
  /** Of a rule that decides: what its `fragile` findings say, if it has such. */
  readonly fragile?: string;
  readonly why: string;
  readonly examples: readonly RuleExample[];
  check(subject: Subject): readonly Finding[];
}

/** A spec's paths, an interaction (Pact V3) and what the rule says about them: `effect: message`, or nothing. */
export interface RuleExample {
  readonly title: string;
  readonly paths: JsonObject;
  /** Further members of the document. */
  readonly document?: JsonObject;
  readonly interaction: JsonObject;
  readonly reports: readonly string[];
}

/** Gives a rule its type. At least one example reports and one is silent; a test runs them all. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
