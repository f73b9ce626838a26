import { type Child, element } from '../../generator/model/printers/html.ts';
import { operationName } from '../changes/operation-name.ts';
import { changeId, contractId, findingId, type Ids } from './ids.ts';
import type { Places } from './places.ts';
import type { Review, ReviewedChange } from './review.ts';
import { consumersOf, counted, listed } from './words.ts';

interface Parts {
  readonly places: Places;
  readonly ids: Ids;
}

type Step = (review: Review, parts: Parts) => Child;

/** Who has to do what, in a sentence: the gravest thing first. */
export function nextStep(review: Review, parts: Parts): Child {
  for (const step of [
    breaking,
    impossible,
    undecidedChange,
    undecidedContract,
    contradiction,
    bare,
    advice,
  ]) {
    const words = step(review, parts);
    if (words !== undefined) return [element('strong', {}, 'Next step: '), words];
  }
  return 'Nothing to do: every operation is pinned by a contract that holds.';
}

/** Of what breaks, first what contracts rely on. */
const breaking: Step = (review, parts) => {
  const found = standingChanges(review, 'breaking');
  const first = found.find(({ change }) => change.contracts.length > 0) ?? found[0];
  if (!first) return undefined;
  const { change, index } = first;
  const others = found.length - 1;
  return [
    element('a', { href: `#${changeId(index)}` }, change.message),
    linesBehind(change, parts),
    '. ',
    readers(review, change),
    ' Put back what was, or, if it is meant, accept it in ',
    element('code', {}, 'docpact.accept.yaml'),
    others === 0 ? '.' : `; then look at ${counted(others, 'other breaking change')}.`,
  ];
};

function linesBehind({ before, after }: ReviewedChange, { places }: Parts): Child {
  const [was, is] = [before?.documentation, after?.documentation];
  if (is) return [' (the documentation says so at ', places.link(is.at), ')'];
  if (was)
    return [' (the documentation said it at ', element('code', {}, `${was.at.file}:${was.at.line}`), ')'];
  return undefined;
}

function readers({ contracts }: Review, change: ReviewedChange): string {
  const names = change.contracts.flatMap((index) => contracts[index]?.name ?? []).map((name) => `“${name}”`);
  if (names.length === 0) return 'No contract shows it; others may rely on it.';
  const whose = listed(consumersOf({ contracts }, change.contracts));
  const who =
    names.length === 1 ? `1 contract of ${whose} relies` : `${names.length} contracts of ${whose} rely`;
  return `${who} on it: ${listed(names, 2)}.`;
}

const impossible: Step = ({ contracts }) => {
  const index = contracts.findIndex(({ verdict }) => verdict === 'impossible');
  const contract = contracts[index];
  if (!contract) return undefined;
  const [reason] = contract.reasons;
  return [
    element('a', { href: `#${contractId(index)}` }, contract.name),
    ' cannot be met by the spec',
    reason ? ` (${reason.message})` : undefined,
    '; mend the contract or the spec.',
  ];
};

const undecidedChange: Step = (review) => {
  const [first] = standingChanges(review, 'undecided');
  if (!first) return undefined;
  const { change, index } = first;
  return [
    'decide whether this breaks anybody: ',
    element('a', { href: `#${changeId(index)}` }, change.message),
    change.reason === undefined ? '.' : ` (${change.reason}).`,
  ];
};

const undecidedContract: Step = ({ contracts }) => {
  const index = contracts.findIndex(({ verdict }) => verdict === 'undecided');
  const contract = contracts[index];
  if (!contract) return undefined;
  return [
    'read why ',
    element('a', { href: `#${contractId(index)}` }, contract.name),
    ' could not be decided.',
  ];
};

const contradiction: Step = ({ findings }, { places }) => {
  const index = findings.findIndex(({ severity, accepted }) => severity === 'error' && !accepted);
  const finding = findings[index];
  if (!finding) return undefined;
  return [
    'mend the documentation at ',
    places.link(finding.at),
    ': ',
    element('a', { href: `#${findingId(index)}` }, finding.message),
    finding.patch ? '. A wording is suggested.' : '.',
  ];
};

const bare: Step = ({ api, contracts }, { ids }) => {
  const pinned = new Set(contracts.map(({ operation }) => operation));
  const open = api.operations.filter(({ id }) => !pinned.has(id));
  const [first] = open;
  if (!first) return undefined;
  const others = open.length === 1 ? '' : ` and ${counted(open.length - 1, 'other operation')}`;
  return [
    'write a contract for ',
    element('a', { href: `#${ids.operation(first.id)}` }, operationName(first)),
    `${others}: nobody would notice what breaks there.`,
  ];
};

const advice: Step = ({ findings }) => {
  const open = findings.filter(({ accepted }) => !accepted).length;
  if (open === 0) return undefined;
  return [
    'look at ',
    element('a', { href: '#findings' }, counted(open, 'finding')),
    ' on the documentation.',
  ];
};

function standingChanges(
  { changes }: Review,
  verdict: ReviewedChange['verdict'],
): { readonly change: ReviewedChange; readonly index: number }[] {
  if (typeof changes === 'string') return [];
  return changes.changes
    .map((change, index) => ({ change, index }))
    .filter(({ change }) => change.verdict === verdict && !change.accepted);
}
