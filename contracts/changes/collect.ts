import { compareText } from '../../generator/model/diagnostic.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import type { Change, ChangeVerdict, PolicyLine, PolicyName } from './change.ts';
import type { Check, Found } from './check.ts';
import { operationName } from './operation-name.ts';
import { decided } from './policies.ts';
import type { Sender } from './view.ts';

/** Where something was found. */
export interface Whereabouts {
  readonly operation: Operation | undefined;
  /** `request`, `query top`, `response 200`; undefined for the operation as a whole. */
  readonly part: string | undefined;
  readonly sender: Sender;
}

interface Told {
  readonly found: Found;
  readonly code: `change/${string}`;
  readonly verdict: ChangeVerdict;
  readonly policy: PolicyLine;
  readonly operations: Map<string, Operation>;
  readonly parts: Set<string>;
}

const rank: Readonly<Record<ChangeVerdict, number>> = {
  breaking: 0,
  undecided: 1,
  compatible: 2,
  documentation: 3,
};

/** Gathers what checks find: one change for each cause, with all that it touches. */
export class Causes {
  readonly #policy: PolicyName;
  /** By cause, then by code. */
  readonly #causes = new Map<string, Map<string, Told>>();

  constructor(policy: PolicyName) {
    this.#policy = policy;
  }

  add(check: Check, found: Found, where: Whereabouts): void {
    const { verdict, policy } = decided(this.#policy, { code: check.code, found, sender: where.sender });
    const code = codeOf(check, verdict, where.sender);
    const key = [check.code, found.base ?? '', found.head ?? '', found.message].join('\0');
    const cause = this.#causes.get(key) ?? new Map<string, Told>();
    this.#causes.set(key, cause);
    const told: Told = cause.get(code) ?? {
      found,
      code,
      verdict,
      policy,
      operations: new Map(),
      parts: new Set(),
    };
    cause.set(code, told);
    for (const operation of found.operations ?? [where.operation ?? []].flat())
      told.operations.set(operation.pointer, operation);
    if (where.part !== undefined) told.parts.add(where.part);
  }

  /** The worst first. Of one cause that does more harm in one direction, that one is told. */
  changes(): readonly Change[] {
    const changes = [...this.#causes.values()].flatMap((cause) => {
      const [worst, ...others] = [...cause.values()].sort(
        (a, b) => rank[a.verdict] - rank[b.verdict] || compareText(a.code, b.code),
      );
      if (!worst) return [];
      return [
        changeOf(
          worst,
          others.filter(({ verdict }) => verdict === worst.verdict),
        ),
      ];
    });
    return changes.sort(
      (a, b) =>
        rank[a.verdict] - rank[b.verdict] ||
        compareText(a.code, b.code) ||
        compareText(a.base ?? a.head ?? '', b.base ?? b.head ?? '') ||
        compareText(a.message, b.message),
    );
  }
}

function changeOf(told: Told, others: readonly Told[]): Change {
  const { found, code, verdict, policy } = told;
  const { message, base, head, witness, reason } = found;
  const all = [told, ...others];
  const operations = [...new Map(all.flatMap((one) => [...one.operations])).values()];
  return {
    code,
    verdict,
    message,
    base,
    head,
    ...(witness === undefined || verdict !== 'breaking' ? {} : { witness }),
    ...(reason === undefined ? {} : { reason }),
    policy,
    reach: {
      operations: [...new Set(operations.map(operationName))],
      ids: [...new Set(operations.map(({ id }) => id))],
      parts: [...new Set(all.flatMap((one) => [...one.parts]))].sort(compareText),
    },
  };
}

const expected = {
  error: ['breaking'],
  warning: ['undecided'],
  info: ['compatible', 'documentation'],
} as const;

/** A severity belongs to a code: what has another verdict than its check expects has another code. */
export function codeOf(check: Check, verdict: ChangeVerdict, sender: Sender): `change/${string}` {
  const { code, of, severity } = check;
  const isWords = severity === 'info' && verdict === 'documentation';
  const direction = sender === 'client' ? 'request' : 'response';
  const directed =
    of === 'schema' && !isWords ? (`change/${direction}-${code.slice('change/'.length)}` as const) : code;
  const usual: readonly string[] = expected[severity];
  return usual.includes(verdict) ? directed : `${directed}-${verdict}`;
}
