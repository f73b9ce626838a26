import type { Operation, Response } from '../../generator/openapi/api.ts';
import type { Status } from '../pact/interaction.ts';
import type { Finding } from './rule.ts';

/**
 * The documented responses that a contract's status speaks of: for one status the exact entry, else its range, else
 * `default`; for a matcher all entries that hold a status it accepts.
 */
export function responsesFor(operation: Operation, status: Status): readonly Response[] {
  const exact = operation.responses.filter((response) => response.status === String(status.example));
  const range = operation.responses.filter(
    (response) => response.status === `${String(status.example)[0]}XX`,
  );
  const otherwise = operation.responses.filter((response) => response.status === 'default');
  const { accepts } = status;
  if (status.exact || !accepts) return [exact, range, otherwise].find((found) => found.length > 0) ?? [];
  return operation.responses.filter((response) => {
    if (response.status === 'default') return true;
    const first = Number(response.status[0]) * 100;
    if (!response.status.endsWith('XX')) return accepts(Number(response.status));
    return Array.from({ length: 100 }, (_, i) => first + i).some(accepts);
  });
}

/** Several responses (or media types of one) may come: what is impossible for one of them is only possible for all. */
export function overResponses<T>(
  responses: readonly T[],
  check: (response: T) => readonly Finding[],
): readonly Finding[] {
  const each = responses.map(check);
  const [only] = each;
  if (each.length === 1 && only) return only;
  const all =
    each.length > 0 && each.every((findings) => findings.some((finding) => finding.effect === 'impossible'));
  const flat = each.flat();
  return all
    ? flat
    : flat.map((finding) => (finding.effect === 'impossible' ? { ...finding, effect: 'possible' } : finding));
}
