import {
  type Diagnostic,
  defineProblem,
  type Related,
  type Severity,
} from '../../generator/model/diagnostic.ts';
import { excerpt } from '../../generator/model/excerpt.ts';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { type Place, startOf } from '../../generator/model/place.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { originOf, type SourceMap } from '../../generator/openapi/source-map.ts';
import type { Change, ChangeVerdict } from './change.ts';

/** A document with the lines of the documentation that it was made from. */
export interface Side {
  readonly api: Api;
  readonly sources: SourceMap;
}

export const severityOf: Readonly<Record<ChangeVerdict, Severity>> = {
  breaking: 'error',
  undecided: 'warning',
  compatible: 'info',
  documentation: 'info',
};

/** A change with both its places, the lines of documentation behind them, and the contracts that stand on what it touches. */
export function diagnoseChange(
  change: Change,
  base: Side,
  head: Side,
  contracts: readonly string[] = [],
): Diagnostic {
  const { code, verdict, message, policy } = change;
  const problem = defineProblem<{ message: string }>({
    code,
    severity: severityOf[verdict],
    summary: message,
    message: (p) => p.message,
    help: `${policy.name}: ${policy.line}`,
  });
  const before = placeIn(base, change.base);
  const after = placeIn(head, change.head);
  const related: Related[] = [
    ...(before && after ? [{ message: 'before', at: before }] : []),
    ...documented(base, change.base, 'the documentation said'),
    ...documented(head, change.head, 'the documentation says'),
  ];
  const found = problem.at(after ?? before ?? startOf(head.api.file), { message }, related);
  // What it touches and the value that shows it are told, and make no other finding of it.
  return { ...found, message: [message, ...told(change), ...standing(contracts)].join('; ') };
}

function told({ verdict, witness, reason, reach }: Change): readonly string[] {
  const shown = witness === undefined ? [] : [`for example ${excerpt(witness, [], 120)}`];
  const unsure = verdict === 'undecided' && reason !== undefined ? [`undecided: ${reason}`] : [];
  return [...shown, ...unsure, ...reached(reach)];
}

const mostNamed = 4;

function standing(contracts: readonly string[]): readonly string[] {
  if (contracts.length === 0) return [];
  const more = contracts.length > mostNamed ? ` and ${contracts.length - mostNamed} more` : '';
  return [`contracts: ${contracts.slice(0, mostNamed).join(', ')}${more}`];
}

function reached({ operations, parts }: Change['reach']): readonly string[] {
  if (operations.length === 0) return [];
  const named = operations.slice(0, mostNamed).join(', ');
  const more = operations.length > mostNamed ? ` and ${operations.length - mostNamed} more` : '';
  const where =
    parts.length === 0
      ? ''
      : ` (${parts.slice(0, mostNamed).join(', ')}${parts.length > mostNamed ? ', …' : ''})`;
  return [`touches ${named}${more}${where}`];
}

/** A change as data, with both its places. */
export function changeJson(change: Change, base: Side, head: Side): JsonObject {
  const { code, verdict, message, witness, reason, policy, reach } = change;
  return {
    code,
    verdict,
    message,
    base: sideJson(base, change.base),
    head: sideJson(head, change.head),
    ...(witness === undefined ? {} : { witness }),
    ...(reason === undefined ? {} : { reason }),
    policy: { name: policy.name, line: policy.line },
    reach: { operations: reach.operations, parts: reach.parts },
  };
}

function sideJson(side: Side, pointer: string | undefined): Json {
  const place = placeIn(side, pointer);
  if (!place) return null;
  const { file, line, column } = place;
  const [page] = pointer === undefined ? [] : documented(side, pointer, '');
  const documentation = page
    ? { documentation: { file: page.at.file, line: page.at.line, column: page.at.column } }
    : {};
  return { file, line, column, pointer: place.pointer ?? '', ...documentation };
}

function placeIn({ api }: Side, pointer: string | undefined): Place | undefined {
  return pointer === undefined ? undefined : api.place(real(pointer), 'key');
}

function documented({ sources }: Side, pointer: string | undefined, message: string): readonly Related[] {
  if (pointer === undefined) return [];
  const [at] = originOf(sources, real(pointer))?.places ?? [];
  return at ? [{ message, at }] : [];
}

/** Schemas that stand in no document are marked behind the place that they were made for. */
function real(pointer: string): string {
  return pointer.replace(/~(?![01]).*$/s, '');
}
