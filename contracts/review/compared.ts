import { compareText, type Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Api, Operation } from '../../generator/openapi/api.ts';
import { originOf } from '../../generator/openapi/source-map.ts';
import type { Change, Comparison, PolicyName } from '../changes/change.ts';
import { allChecks } from '../changes/compare.ts';
import { diagnoseChange } from '../changes/diagnose.ts';
import { matchOperations } from '../changes/match-operations.ts';
import { fragmentAt } from './fragment.ts';
import { Pins } from './pins.ts';
import type { ChangeSide, ReviewedChange, ReviewedChanges } from './review.ts';
import type { ReviewedSide } from './side.ts';

export interface ComparedOptions {
  /** The base as somebody would name it. */
  readonly name: string;
  readonly policy: PolicyName;
  readonly comparison: Comparison;
  accepted(diagnostic: Diagnostic): ReviewedChange['accepted'];
}

/** Two documents compared: each change with the lines of documentation behind it and the contracts that show it. */
export function changesSince(
  base: ReviewedSide,
  head: ReviewedSide,
  { name, policy, comparison, accepted }: ComparedOptions,
): ReviewedChanges {
  const { changes, verdict, semver } = comparison;
  const pins = new Pins(base, head);
  const successors = new Successors(base.api, head.api);
  const reviewed = changes.map((change): ReviewedChange => {
    const diagnostic = diagnoseChange(change, base, head);
    const acceptance = accepted(diagnostic);
    const { code, verdict, message, policy, reach, witness, reason } = change;
    return {
      ...{ code, verdict, message, policy, reach },
      ...(witness === undefined ? {} : { witness }),
      ...(reason === undefined ? {} : { reason }),
      rule: ruleOf(code),
      before: named(code, sideOf(base, change.base, !isAbout(code, 'added'))),
      after: named(code, sideOf(head, change.head, !isAbout(code, 'removed'))),
      operations: successors.of(change),
      contracts: pins.of(change),
      acceptance: acceptanceOf(diagnostic, change),
      ...(acceptance === undefined ? {} : { accepted: acceptance }),
    };
  });
  return { base: name, policy, verdict, semver, changes: reviewed };
}

/** By code and place, which stand in every later comparison too; a fingerprint holds the name of the base. */
function acceptanceOf({ code, fingerprint }: Diagnostic, change: Change): ReviewedChange['acceptance'] {
  const [own, other] = isAbout(code, 'removed') ? [change.base, change.head] : [change.head, change.base];
  const pointer = real(own ?? other ?? '');
  return pointer === '' ? { code, fingerprint } : { code, pointer };
}

function isAbout(code: string, what: 'added' | 'removed'): boolean {
  return new RegExp(`-${what}(-|$)`).test(code);
}

/** A code may have a direction before the check's name and a verdict behind it. */
function ruleOf(code: string): ReviewedChange['rule'] {
  const undirected = code.replace(/^change\/(request|response)-/, 'change/');
  const names = [code, undirected].flatMap((one) => [
    one,
    one.replace(/-(breaking|undecided|compatible|documentation)$/, ''),
  ]);
  const check = allChecks().find((one) => names.includes(one.code));
  return check && { summary: check.summary, why: check.why };
}

/** Files of the base's documentation that its changes speak of. */
export function pagesBehind({ changes }: Comparison, { sources }: Pick<ReviewedSide, 'sources'>): string[] {
  const files = changes.flatMap(({ base }) =>
    base === undefined ? [] : (originOf(sources, real(base))?.places[0]?.file ?? []),
  );
  return [...new Set(files)].sort(compareText);
}

/** Schemas that stand in no document are marked behind the place that they were made for. */
function real(pointer: string): string {
  return pointer.replace(/~(?![01]).*$/s, '');
}

function sideOf(side: ReviewedSide, named: string | undefined, isThere: boolean): ChangeSide | undefined {
  if (named === undefined) return undefined;
  const pointer = real(named);
  const [at] = originOf(side.sources, pointer)?.places ?? [];
  return {
    place: side.api.place(pointer, 'key'),
    pointer,
    fragment: isThere ? fragmentAt(side.api.root, pointer) : undefined,
    // What is about the thing around it says nothing of what is not there.
    documentation: at && isThere ? { at, text: side.line(at) } : undefined,
  };
}

/** Of a path under another name that name is all there is to see: what else differs is a change of its own. */
function named(code: string, side: ChangeSide | undefined): ChangeSide | undefined {
  if (code !== 'change/path-renamed' || side?.fragment === undefined) return side;
  return { ...side, fragment: side.fragment.split('\n', 1)[0] };
}

/** Changes name operations of the base; the page shows those of the head. */
class Successors {
  readonly #byBase = new Map<string, string>();
  readonly #head: readonly Operation[];

  constructor(base: Api, head: Api) {
    this.#head = head.operations;
    for (const [own, theirs] of matchOperations(base.operations, head.operations).pairs)
      this.#byBase.set(own.id, theirs.id);
    for (const { id } of head.operations) if (!this.#byBase.has(id)) this.#byBase.set(id, id);
  }

  of({ reach, head }: Change): string[] {
    const found = reach.ids.flatMap((id) => this.#byBase.get(id) ?? []);
    if (found.length > 0 || head === undefined) return [...new Set(found)];
    return this.#head.filter(({ pointer }) => `${head}/`.startsWith(`${pointer}/`)).map(({ id }) => id);
  }
}
