import { type Diagnostic, defineProblem } from '../generator/model/diagnostic.ts';
import { comparePlaces, type Place } from '../generator/model/place.ts';
import type { Outcome, Whole } from './command.ts';
import type { Accepted, Reported } from './report.ts';

/** The file that holds all that is accepted. */
export const acceptanceName = 'docpact.accept.yaml';

/** Parts that a diagnostic must have to be accepted; those that are left out may be anything. */
export interface AcceptedParts {
  readonly code?: string | undefined;
  /** Absolute: diagnostics name one file in several ways, which depend on the folder that docpact is called in. */
  readonly file?: string | undefined;
  /** Without `#`; what lies below it is meant too. */
  readonly pointer?: string | undefined;
  readonly fingerprint?: string | undefined;
}

export interface AcceptanceEntry {
  readonly parts: AcceptedParts;
  /** The parts for messages, as they are written. */
  readonly what: string;
  readonly accepted: Accepted;
}

const lapsed = defineProblem<{ what: string; day: string }>({
  code: 'config/accept-expired',
  severity: 'warning',
  summary: 'What was accepted up to a day is accepted no more.',
  message: (p) => `this accepted ${p.what} until ${p.day}`,
  help: 'Mend what is found, or look at it again and give a later day.',
});
const unused = defineProblem<{ what: string }>({
  code: 'config/accept-unused',
  severity: 'warning',
  summary: 'Nothing is found that an entry accepts.',
  message: (p) => `nothing is found that this accepts: ${p.what}`,
  help: 'Take the entry out, or correct it.',
});

/** What an acceptance has to know of the world. */
export interface AcceptanceWorld {
  /** The day in UTC. */
  today(): string;
  /** The absolute path of a file as a diagnostic names it. */
  absolute(file: string): string;
}

/** Which parts entries give: diagnostics are asked for these only. */
type Shape = Readonly<Record<keyof AcceptedParts, boolean>>;

/** What people have looked at and let stand. */
export class Acceptance {
  readonly #entries: readonly AcceptanceEntry[];
  readonly #world: AcceptanceWorld;
  /** Looked up, not searched: both the entries and what is found may be tens of thousands. */
  readonly #byKey = new Map<string, AcceptanceEntry>();
  readonly #shapes: readonly Shape[];

  /** No two entries have the same parts. */
  constructor(entries: readonly AcceptanceEntry[], world: AcceptanceWorld) {
    this.#entries = entries;
    this.#world = world;
    const shapes = new Map<string, Shape>();
    for (const entry of entries) {
      this.#byKey.set(keyOf(entry.parts), entry);
      const shape = shapeOf(entry.parts);
      shapes.set(JSON.stringify(shape), shape);
    }
    this.#shapes = [...shapes.values()];
  }

  readonly accepts = (diagnostic: Diagnostic): boolean => this.accepted(diagnostic) !== undefined;

  /** Why a diagnostic may stand, if somebody has accepted it. */
  readonly accepted = (diagnostic: Diagnostic): Accepted | undefined =>
    this.#current(this.#matching(diagnostic))?.accepted;

  /** An outcome with what is accepted marked, and with what is wrong with the entries. A refusal stays as it is. */
  applied(outcome: Outcome): Outcome {
    if (outcome.refused === true) return outcome;
    const met = new Set<AcceptanceEntry>();
    const diagnostics = outcome.diagnostics.map((diagnostic): Reported => {
      const matching = this.#matching(diagnostic);
      for (const entry of matching) met.add(entry);
      const current = this.#current(matching);
      return current ? { ...diagnostic, accepted: current.accepted } : diagnostic;
    });
    const own = this.#entries.flatMap((entry) => {
      const { parts, what, accepted } = entry;
      if (this.#isOver(entry)) return [lapsed.at(accepted.at, { what, day: accepted.expires ?? '' })];
      return met.has(entry) || !isJudged(parts, outcome.whole) ? [] : [unused.at(accepted.at, { what })];
    });
    return { ...outcome, diagnostics: [...diagnostics, ...own] };
  }

  #matching(diagnostic: Diagnostic): readonly AcceptanceEntry[] {
    const { code, fingerprint, at } = diagnostic;
    // How docpact is called and set up is no finding on what it is given.
    if (areaOf(code) === 'config') return [];
    return this.#shapes.flatMap((shape) => {
      const parts = {
        code: shape.code ? code : undefined,
        file: shape.file ? this.#world.absolute(at.file) : undefined,
        fingerprint: shape.fingerprint ? fingerprint : undefined,
      };
      const pointers = shape.pointer ? pointersOf(diagnostic) : [undefined];
      return pointers.flatMap((pointer) => this.#byKey.get(keyOf({ ...parts, pointer })) ?? []);
    });
  }

  /** The first one in the file that is still valid. */
  #current(matching: readonly AcceptanceEntry[]): AcceptanceEntry | undefined {
    const valid = matching.filter((entry) => !this.#isOver(entry));
    return valid.sort((a, b) => comparePlaces(a.accepted.at, b.accepted.at))[0];
  }

  /** The day itself is the last one. */
  #isOver({ accepted: { expires } }: AcceptanceEntry): boolean {
    return expires !== undefined && expires < this.#world.today();
  }
}

/** The same text for the same parts, and for no others. */
export function keyOf({ code, file, pointer, fingerprint }: AcceptedParts): string {
  return JSON.stringify([code ?? null, file ?? null, pointer ?? null, fingerprint ?? null]);
}

function shapeOf({ code, file, pointer, fingerprint }: AcceptedParts): Shape {
  return {
    code: code !== undefined,
    file: file !== undefined,
    pointer: pointer !== undefined,
    fingerprint: fingerprint !== undefined,
  };
}

/** Every pointer that a diagnostic speaks of, and all above it but that of a whole document. */
function pointersOf({ at, related }: Diagnostic): readonly string[] {
  const found = new Set<string>();
  for (const place of [at, ...related.map((other): Place => other.at)])
    for (
      let pointer = place.pointer ?? '';
      pointer !== '';
      pointer = pointer.slice(0, pointer.lastIndexOf('/'))
    )
      found.add(pointer);
  return [...found];
}

/** Whether a call has looked at everything that an entry could be about. */
function isJudged({ code }: AcceptedParts, whole: Whole | undefined): boolean {
  if (!whole) return false;
  return code === undefined ? whole.all === true : whole.areas.some((area) => area === areaOf(code));
}

export function areaOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}
