import type { Response } from '../../generator/openapi/api.ts';
import { type Matched, matchedBy } from './matched.ts';

/**
 * By status. One that the other document has only within a range (`4XX`), or among all others (`default`), is compared with
 * that: it was, or still is, an answer that may come.
 */
export function matchResponses(base: readonly Response[], head: readonly Response[]): Matched<Response> {
  const exact = matchedBy(base, head, ({ status }) => status);
  const removed = exact.removed.map((one) => [one, covering(one, head)] as const);
  const added = exact.added.map((one) => [one, covering(one, base)] as const);
  return {
    pairs: [
      ...exact.pairs,
      ...removed.flatMap(([one, other]) => (other ? [[one, other] as const] : [])),
      ...added.flatMap(([one, other]) => (other ? [[other, one] as const] : [])),
    ],
    removed: removed.flatMap(([one, other]) => (other ? [] : [one])),
    added: added.flatMap(([one, other]) => (other ? [] : [one])),
  };
}

function covering({ status }: Response, others: readonly Response[]): Response | undefined {
  const range = `${status[0]}XX`;
  if (/^\d\d\d$/.test(status)) {
    const found = others.find((one) => one.status === range);
    if (found) return found;
  }
  // A success that is told by nothing but "all others" is promised no more.
  return /^[45]/.test(status) ? others.find((one) => one.status === 'default') : undefined;
}
