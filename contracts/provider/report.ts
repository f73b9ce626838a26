import { stripVTControlCharacters } from 'node:util';
import { isArray, type Json, member, stringMember } from '../../generator/model/json.ts';

/** What the Pact verifier says of one run. */
export interface VerifierReport {
  /** In the order in which they were played, which is the order of `failures` too. */
  readonly results: readonly { readonly description: string; readonly passed: boolean }[];
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The verifier's own sentence; it ends in the interaction's description. */
  readonly interaction: string;
  /** Of pending interactions: told, but nothing fails by them. */
  readonly pending: boolean;
  readonly mismatches: readonly Mismatch[];
}

export interface Mismatch {
  readonly kind: string;
  /** `$.value[0].id` for bodies, the field's name for headers. */
  readonly path: string | undefined;
  readonly message: string;
}

/** The verifier's JSON; a text that is none is an error of its own, which stands for the whole run. */
export function readReport(text: string): VerifierReport {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    const mismatches = [{ kind: 'error', path: undefined, message: text }];
    return { results: [], failures: [{ interaction: '', pending: false, mismatches }] };
  }
  const results = list(json, 'interactionResults').map((result) => ({
    description: stringMember(result, 'description') ?? '',
    passed: stringMember(result, 'result') === 'OK',
  }));
  const failed = (name: string, pending: boolean) =>
    list(json, name).map((error) => ({
      interaction: stringMember(error, 'interaction') ?? '',
      pending,
      mismatches: mismatchesOf(member(error, 'mismatch')),
    }));
  return { results, failures: [...failed('errors', false), ...failed('pendingErrors', true)] };
}

function mismatchesOf(json: Json | undefined): readonly Mismatch[] {
  const found = list(json, 'mismatches');
  if (found.length === 0) {
    const message = stripVTControlCharacters(stringMember(json, 'message') ?? 'the verifier gave no reason');
    return [{ kind: stringMember(json, 'type') ?? 'error', path: undefined, message }];
  }
  return found.map((mismatch) => ({
    kind: stringMember(mismatch, 'type') ?? 'mismatch',
    path: stringMember(mismatch, 'path') ?? stringMember(mismatch, 'key'),
    // The verifier colours its sentences even inside JSON.
    message: stripVTControlCharacters(stringMember(mismatch, 'mismatch') ?? 'does not match'),
  }));
}

function list(json: Json | undefined, name: string): readonly Json[] {
  const value = member(json, name);
  return isArray(value) ? value : [];
}
