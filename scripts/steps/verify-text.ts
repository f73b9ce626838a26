import type { Interaction } from '../../contracts/pact/interaction.ts';
import type { Tried } from '../../contracts/provider/verify-provider.ts';
import type { Judgement } from '../../contracts/verify.ts';
import type { Json } from '../../generator/model/json.ts';
import { type Place, placeText } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';

/** What is shown of a run of `verify`. */
export interface Judged {
  /** Of contracts and of exchanges. */
  readonly judgements: readonly Judgement[];
  /** What there was to judge, if it be nothing. */
  readonly asked: { readonly pacts: boolean; readonly exchanges: boolean };
  /** What a provider made of the contracts; undefined: none was asked. */
  readonly played?: Played;
}

export interface Played {
  readonly url: string;
  readonly tried: readonly Tried[];
  /** Of what the provider answered, in the order of those that were answered. */
  readonly answers: readonly Judgement[];
}

/** A verdict in the words for what it is about: of what really was there is nothing to guarantee. */
function wordOf({ verdict, recorded }: Judgement): string {
  if (!recorded) return verdict;
  if (verdict === 'guaranteed') return 'valid';
  return verdict === 'impossible' ? 'invalid' : verdict;
}

const order = ['impossible', 'invalid', 'undecided', 'possible', 'guaranteed', 'valid'] as const;

/**
 * One line an interaction, grouped by file, and a line that sums them up. Of exchanges those that are valid are counted,
 * and of each operation the first few others are shown: a recording has thousands.
 */
export function judgedText({ judgements, asked, played }: Judged): string {
  const turns = turnsOf(played);
  const byFile = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    if (judgement.recorded && judgement.verdict === 'guaranteed') continue;
    const head = headOf(judgement, played);
    const others = byFile.get(head);
    if (others) others.push(judgement);
    else byFile.set(head, [judgement]);
  }
  const recorded = judgements.filter((judgement) => judgement.recorded);
  const contracts = judgements.filter((judgement) => !judgement.recorded);
  const sums = [
    ...(asked.pacts || !asked.exchanges ? [sumOf(contracts, 'interaction')] : []),
    ...(played ? [playedSum(played)] : []),
    ...(asked.exchanges ? [sumOf(recorded, 'exchange')] : []),
  ];
  const files = [...byFile].map(([head, found]) =>
    [head, ...linesOf(found, played ? turns : undefined)].join('\n'),
  );
  return [...files, sums.join('\n')].join('\n\n');
}

const mostOfOneOperation = 5;

function linesOf(
  judgements: readonly Judgement[],
  turns: ReadonlyMap<Interaction, Turn> | undefined,
): readonly string[] {
  const groups = new Map<string, { readonly word: string; readonly of: string; count: number }>();
  const lines = judgements.flatMap((judgement) => {
    if (!judgement.recorded) return [lineOf(judgement, turns)];
    const { operation } = judgement;
    const of = operation === undefined ? 'no operation' : `[${terminalText(operation)}]`;
    const word = wordOf(judgement).padEnd(11);
    const group = groups.get(word + of) ?? { word, of, count: 0 };
    groups.set(word + of, group);
    group.count++;
    return group.count > mostOfOneOperation ? [] : [lineOf(judgement, undefined)];
  });
  const more = [...groups.values()].flatMap(({ word, of, count }) =>
    count > mostOfOneOperation ? [`  ${word} and ${count - mostOfOneOperation} more of ${of}`] : [],
  );
  return [...lines, ...more];
}

/** What the provider made of one interaction. */
interface Turn {
  readonly result: Tried['result'];
  /** Whether the spec allows what was answered; undefined: nothing was. */
  readonly answer: Judgement | undefined;
}

function turnsOf(played: Played | undefined): ReadonlyMap<Interaction, Turn> {
  const answers = [...(played?.answers ?? [])];
  return new Map(
    (played?.tried ?? []).map(({ interaction, result, exchange }) => [
      interaction,
      { result, answer: exchange ? answers.shift() : undefined },
    ]),
  );
}

function headOf(judgement: Judgement, played: Played | undefined): string {
  const head = `${terminalText(judgement.pact)} (${terminalText(sidesOf(judgement))})`;
  if (!played || judgement.recorded) return head;
  return `${head}, played against ${terminalText(played.url)}\n  ${'contract'.padEnd(11)} ${'provider'.padEnd(8)} answer`;
}

function lineOf(judgement: Judgement, turns: ReadonlyMap<Interaction, Turn> | undefined): string {
  const operation = judgement.operation === undefined ? '' : `  [${terminalText(judgement.operation)}]`;
  const turn = turns?.get(judgement.interaction);
  const columns = turns ? [turn?.result ?? 'untried', turn?.answer ? wordOf(turn.answer) : '-'] : [];
  const shown = columns.map((word, i) => ` ${word.padEnd(i === 0 ? 8 : 9)}`).join('');
  return `  ${wordOf(judgement).padEnd(11)}${shown} ${terminalText(judgement.description)}${operation}`;
}

function playedSum({ tried, answers }: Played): string {
  const results = countsOf(
    tried.map(({ result }) => result),
    ['broken', 'untried', 'pending', 'kept'],
  );
  const judged = answers.length === 0 ? '' : `; its answers: ${countsOf(answers.map(wordOf), order)}`;
  return `the provider: ${results || 'nothing played'}${judged}`;
}

function countsOf(words: readonly string[], among: readonly string[]): string {
  return among
    .map((word) => [words.filter((one) => one === word).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

function sidesOf({ recorded, consumer, provider }: Judgement): string {
  return recorded ? consumer : `${consumer || 'a consumer'} -> ${provider || 'a provider'}`;
}

function sumOf(judgements: readonly Judgement[], noun: string): string {
  const counts = countsOf(judgements.map(wordOf), order);
  const many = `${judgements.length} ${noun}${judgements.length === 1 ? '' : 's'}`;
  return `${many}${counts === '' ? '' : `: ${counts}`}`;
}

/** The same for machines. */
export function judgedJson({ judgements, played }: Judged): Json[] {
  const turns = turnsOf(played);
  return judgements.map((judgement) =>
    jsonOf(judgement, judgement.recorded ? undefined : turns.get(judgement.interaction)),
  );
}

function jsonOf(judgement: Judgement, turn: Turn | undefined): Json {
  const { witness } = judgement;
  const answer = turn?.answer;
  return {
    pact: judgement.pact,
    consumer: judgement.consumer,
    provider: judgement.provider,
    description: judgement.description,
    at: atOf(judgement.at),
    operation: judgement.operation ?? null,
    verdict: wordOf(judgement),
    ...(witness === undefined ? {} : { witness }),
    findings: findingsOf(judgement),
    ...(turn
      ? {
          played: {
            result: turn.result,
            answer: answer ? wordOf(answer) : null,
            findings: answer ? findingsOf(answer) : [],
          },
        }
      : {}),
  };
}

function findingsOf({ diagnostics }: Judgement): Json[] {
  return diagnostics.map(({ code, message, at }) => ({ code, message, at: placeText(at) }));
}

function atOf(place: Place): Json {
  const { file, line, column, pointer } = place;
  return pointer === undefined ? { file, line, column } : { file, line, column, pointer };
}
