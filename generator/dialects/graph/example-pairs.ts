/** A message of a page, as far as it matters for who answers whom. */
export interface Sequenced {
  readonly kind: 'request' | 'response';
  /** `name` of its annotation; several where one answer stands for several requests. */
  readonly names: readonly string[];
}

/**
 * For each message of a page in order: the number of the request that a response answers, counted over requests alone.
 * Usually the one before it. Several requests in a row are answered in their order by as many responses in a row; a
 * name in the annotations decides where it can; a response behind a response is a second answer to the same request;
 * one before all requests answers the first.
 */
export function answeredRequests(messages: readonly Sequenced[]): (number | undefined)[] {
  const answers: (number | undefined)[] = messages.map(() => undefined);
  let pending: number[] = [];
  const nameOf = new Map<number, string>();
  let requests = 0;
  let last: number | undefined;
  let early: number | undefined;
  const runs = runLengths(messages);
  for (const [i, { kind, names }] of messages.entries()) {
    if (kind === 'request') {
      if (messages[i - 1]?.kind === 'response') pending = [];
      if (names[0] !== undefined) nameOf.set(requests, names[0]);
      pending.push(requests++);
      // A request of its own between two answers is answered by the one behind it, as everywhere.
      if (early !== undefined && messages[i + 1]?.kind !== 'response') {
        answers[early] = pending.pop();
        early = undefined;
      }
      continue;
    }
    const named = pending.find((request) => names.includes(nameOf.get(request) ?? ''));
    const found = named ?? next(pending, runs[i] ?? 1) ?? last;
    if (found === undefined) early ??= i;
    answers[i] = found;
    pending = pending.filter((request) => request !== found);
    last = found;
  }
  return answers;
}

/** The first of as many requests as there are answers; else the nearest. */
function next(pending: readonly number[], answers: number): number | undefined {
  return answers === pending.length ? pending[0] : pending.at(-1);
}

/** How many responses follow each other from each message on. */
function runLengths(messages: readonly Sequenced[]): number[] {
  const runs: number[] = [];
  for (let i = messages.length - 1; i >= 0; i--)
    runs[i] = messages[i]?.kind === 'response' ? (runs[i + 1] ?? 0) + 1 : 0;
  return runs;
}
