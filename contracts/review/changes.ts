import { placeText } from '../../generator/model/place.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import { acceptanceEntry } from './acceptance-entry.ts';
import { type Family, familiesOf, type Numbered } from './families.ts';
import { changeId, contractId, type Ids } from './ids.ts';
import type { Lazy } from './lazy.ts';
import { lineDiff } from './line-diff.ts';
import type { Places } from './places.ts';
import type { DocumentedLine, Review, ReviewedChange, ReviewedChanges } from './review.ts';
import { consumersOf, counted, listed, verdictSymbols } from './words.ts';

interface Parts {
  readonly places: Places;
  readonly lazy: Lazy;
  readonly ids: Ids;
}

const titles = [
  ['breaking', 'Breaking'],
  ['undecided', 'Undecided'],
  ['compatible', 'Compatible'],
  ['documentation', 'In words only'],
] as const;

/** One row a cause, the worst first; each opens to what is known of it. */
export function changesSection(review: Review, parts: Parts): Html {
  const { changes } = review;
  return element(
    'section',
    { id: 'changes', 'aria-labelledby': 'changes-title' },
    element('h2', { id: 'changes-title' }, 'Changes'),
    typeof changes === 'string'
      ? element('p', { class: 'soft' }, changes)
      : [since(changes), groupsOf(review, changes, parts)],
  );
}

function since({ base, policy, verdict, semver, changes }: ReviewedChanges): Html {
  const what = {
    same: 'Nothing changed',
    spelling: 'The document is spelled otherwise, and nobody who calls or serves the API can tell',
    breaking: 'Something breaks',
    undecided: 'What breaks could not be decided everywhere',
    compatible: 'Nothing breaks',
  }[verdict];
  const version = semver === 'none' ? '' : ` It asks for a ${semver} version.`;
  return element(
    'p',
    { class: 'since' },
    `${what} since `,
    element('code', {}, base),
    `, judged by the policy ${policy}.${version}`,
    changes.length > 0 ? element('span', { class: 'keys', hidden: true }) : undefined,
  );
}

const most = 100;

function groupsOf(review: Review, { changes }: ReviewedChanges, parts: Parts): Child {
  const all = changes.map((change, index) => ({ change, index }));
  return titles.map(([verdict, title]) => {
    const own = all.filter(({ change }) => change.verdict === verdict);
    if (own.length === 0) return undefined;
    const families = familiesOf(own);
    const list = (some: readonly Family[]) => some.map((family) => familyRow(review, family, parts));
    const accepted = own.filter(({ change }) => change.accepted).length;
    const heading = [
      `${verdictSymbols[verdict]} ${title} (${own.length}`,
      families.length === own.length ? '' : ` in ${counted(families.length, 'row')}`,
      accepted === 0 ? ')' : `, ${accepted} accepted)`,
    ].join('');
    return [
      element('h3', { class: verdict, id: `changes-${verdict}` }, heading),
      verdict === 'documentation'
        ? element(
            'details',
            { class: 'words' },
            element('summary', {}, `What is said otherwise (${own.length})`),
            parts.lazy.most(families, most, 'change', list),
          )
        : parts.lazy.most(families, most, 'change', list),
    ];
  });
}

/** One row for what is said of several views; it opens to a row for each. */
function familyRow(review: Review, { first, members, views }: Family, parts: Parts): Html {
  if (views.length === 0) return row(review, first, parts);
  const together = joined(members.map(({ change }) => change));
  const others = views.filter((view) => !first.change.message.startsWith(view));
  const also = others.length === 0 ? undefined : `, also in ${listed(others)}`;
  return element(
    'details',
    { class: `change family ${first.change.verdict}` },
    element('summary', {}, summaryOf(review, { ...first.change, ...together }, also)),
    members.map((member) => row(review, member, parts)),
  );
}

/** All that the members touch and that shows them. */
function joined(changes: readonly ReviewedChange[]): Pick<ReviewedChange, 'reach' | 'contracts'> {
  const all = <T>(of: (change: ReviewedChange) => readonly T[]) => [...new Set(changes.flatMap(of))];
  return {
    reach: {
      operations: all(({ reach }) => reach.operations),
      ids: all(({ reach }) => reach.ids),
      parts: all(({ reach }) => reach.parts),
    },
    contracts: all(({ contracts }) => contracts).sort((a, b) => a - b),
  };
}

function row(review: Review, { change, index }: Numbered, parts: Parts): Html {
  const attributes = { class: `change ${change.verdict}`, id: changeId(index) };
  return parts.lazy.details(attributes, summaryOf(review, change), () => detail(review, change, parts));
}

function summaryOf(review: Review, change: ReviewedChange, also?: string): Child {
  const { verdict, message, accepted } = change;
  const mark = `${verdictSymbols[verdict]} ${verdict === 'documentation' ? 'words only' : verdict}`;
  return [
    element('strong', { class: `mark ${verdict}` }, mark),
    ' ',
    element('span', { class: 'what' }, message),
    also === undefined ? undefined : element('span', { class: 'soft' }, also),
    accepted ? [' ', element('span', { class: 'tag' }, 'accepted')] : undefined,
    element('span', { class: 'reach' }, reachWords(review, change), linesOf(change)),
  ];
}

/** How far it reaches, in a line. */
function reachWords(review: Review, { reach, contracts }: ReviewedChange): string {
  const { operations, parts } = reach;
  const where =
    parts.length === 0 ? '' : ` (${parts.slice(0, 3).join(', ')}${parts.length > 3 ? ', …' : ''})`;
  const hits =
    operations.length === 0
      ? 'touches the document as a whole'
      : `touches ${operations.length <= 2 ? operations.join(' and ') : counted(operations.length, 'operation')}`;
  const pins =
    contracts.length === 0
      ? 'no contract shows it'
      : `shown by ${counted(contracts.length, 'contract')} of ${listed(consumersOf(review, contracts))}`;
  return `${hits}${where}; ${pins}`;
}

/** Where the documentation says so; the link to it stands in the detail. */
function linesOf({ before, after }: ReviewedChange): string {
  const [was, is] = [before?.documentation, after?.documentation];
  if (is) return `; documented at ${is.at.file}:${is.at.line}`;
  return was ? `; it was documented at ${was.at.file}:${was.at.line}` : '';
}

function detail(review: Review, change: ReviewedChange, parts: Parts): Child {
  const { code, rule, policy, reason, witness, before, after, accepted } = change;
  return element(
    'dl',
    { class: 'detail' },
    accepted ? term('Accepted', acceptedWords(accepted)) : undefined,
    term(
      'Rule',
      element('code', {}, code),
      rule ? [element('br', {}), `${rule.summary} ${rule.why}`] : undefined,
    ),
    term('Policy', `${policy.name}: ${policy.line}`),
    reason === undefined ? undefined : term('Reason', reason),
    witness === undefined
      ? undefined
      : term('Example', element('code', {}, shortened(JSON.stringify(witness)))),
    term('Touches', operationLinks(review, change, parts)),
    before?.fragment === undefined && after?.fragment === undefined
      ? undefined
      : term('Spec', specDiff(change, parts)),
    before?.documentation || after?.documentation
      ? term('Documentation', documentationDiff(change, parts))
      : undefined,
    term('Contracts', contractLinks(review, change)),
    change.verdict === 'documentation' || accepted
      ? undefined
      : term(
          'To accept it',
          'If it is meant, this goes into ',
          element('code', {}, 'docpact.accept.yaml'),
          ' with the reason:',
          element('pre', { class: 'paste' }, acceptanceEntry(change.acceptance)),
        ),
  );
}

function term(name: string, ...what: Child[]): Child {
  return [element('dt', {}, name), element('dd', {}, what)];
}

export function acceptedWords({ reason, expires }: { reason: string; expires?: string }): string {
  return expires === undefined ? reason : `until ${expires}: ${reason}`;
}

function operationLinks({ api }: Review, { operations, reach }: ReviewedChange, { ids }: Parts): Child {
  const known = api.operations.filter(({ id }) => operations.includes(id));
  const links = known
    .slice(0, 20)
    .map(({ id, method, path }) =>
      element('li', {}, element('a', { href: `#${ids.operation(id)}` }, `${method.toUpperCase()} ${path}`)),
    );
  const gone = reach.operations.slice(0, 20).map((name) => element('li', {}, name));
  const items = known.length > 0 ? links : gone;
  const left = Math.max(known.length, reach.operations.length) - items.length;
  if (items.length === 0) return 'the document as a whole';
  return element('ul', {}, items, left > 0 ? element('li', {}, `${left} more`) : undefined);
}

function specDiff({ before, after }: ReviewedChange, { places }: Parts): Child {
  const was = before ? ['- before: ', places.link(before.place)] : [];
  const is = after ? [before ? ', + now: ' : '+ now: ', places.link(after.place)] : [];
  return [element('span', { class: 'soft' }, was, is), lineDiff(before?.fragment, after?.fragment)];
}

/** Lines of the base stand in pages as they were: only those of now are links. */
function documentationDiff({ before, after }: ReviewedChange, { places }: Parts): Child {
  const line = (
    tag: 'del' | 'ins' | 'span',
    word: string,
    { at, text }: DocumentedLine,
    where: Child,
  ): Html =>
    element(
      'li',
      {},
      element('span', { class: 'soft' }, `${word} `, where ?? placeText(at)),
      text === undefined
        ? undefined
        : [element('br', {}), element(tag, {}, element('code', {}, text.trim()))],
    );
  const [was, is] = [before?.documentation, after?.documentation];
  if (was && is && was.text === is.text)
    return element('ul', {}, line('span', 'before and now:', is, places.link(is.at)));
  return element(
    'ul',
    {},
    was ? line('del', 'said before:', was, undefined) : undefined,
    is ? line('ins', 'says now:', is, places.link(is.at)) : undefined,
  );
}

function contractLinks({ contracts }: Review, change: ReviewedChange): Child {
  if (change.contracts.length === 0) return 'No contract shows it.';
  const items = change.contracts.flatMap((index) => {
    const contract = contracts[index];
    if (!contract) return [];
    const { name, verdict } = contract;
    const link = element('a', { href: `#${contractId(index)}` }, name);
    return [
      element(
        'li',
        {},
        element('strong', { class: verdict }, `${verdictSymbols[verdict]} ${verdict}`),
        ' ',
        link,
      ),
    ];
  });
  return element('ul', {}, items);
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}
