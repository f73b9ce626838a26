import { compareText } from '../../generator/model/diagnostic.ts';
import { type Place, placeText } from '../../generator/model/place.ts';
import { element, type Html } from '../../generator/model/printers/html.ts';
import { type Origin, originOf } from '../../generator/openapi/source-map.ts';
import type { Review } from './review.ts';

/** Where a thing of the spec comes from. */
export type Said =
  | { readonly by: 'line'; readonly at: Place }
  /** By no line of its own: by a rule, or with what stands around it. */
  | { readonly by: 'rule'; readonly rule: string | undefined; readonly at: Place | undefined }
  | { readonly by: 'nothing' };

/** Pages and their lines as links lead to them. */
export class Places {
  readonly #review: Review;
  readonly #pages: ReadonlyMap<string, string>;
  readonly #names: ReadonlyMap<string, string>;

  constructor(review: Review) {
    this.#review = review;
    const files = review.pages.map(({ file }) => file).sort(compareText);
    this.#pages = new Map(files.map((file, i) => [file, `doc-${i + 1}`]));
    this.#names = shortNames(files);
  }

  get hasPages(): boolean {
    return this.#pages.size > 0;
  }

  /** The fragment of a page. */
  page(file: string): string | undefined {
    return this.#pages.get(file);
  }

  line({ file, line }: Pick<Place, 'file' | 'line'>): string | undefined {
    const page = this.#pages.get(file);
    return page && `${page}-${line}`;
  }

  /** A place in a page is a link to that line; any other place is text. */
  link(place: Place, kind?: 'short'): Html {
    const id = this.line(place);
    if (id === undefined) return element('code', {}, placeText(place));
    const name = this.#names.get(place.file) ?? place.file;
    const text = kind === 'short' ? `${ended(name)}:${place.line}` : placeText(place);
    return element('a', { href: `#${id}`, class: 'line' }, text);
  }

  /** A line of a page, as it stands. */
  text(place: Place): string | undefined {
    const text = this.#review.pages.find(({ file }) => file === place.file)?.lines.line(place.line);
    return text === undefined || text.trim() === '' ? undefined : text.trim();
  }

  saidBy(pointer: string): Said {
    const { sources } = this.#review;
    const own = sources.origins.get(pointer);
    if (own) return ofOrigin(own);
    const above = originOf(sources, pointer);
    // One line names all permissions of an operation.
    if (above && /\/security\/\d+\/[^/]+(\/\d+)?$/.test(pointer)) return ofOrigin(above);
    return above ? { by: 'rule', rule: above.inferred, at: above.places[0] } : { by: 'nothing' };
  }
}

function ofOrigin({ places, inferred }: Origin): Said {
  const [at] = places;
  if (inferred === undefined && at) return { by: 'line', at };
  return { by: 'rule', rule: inferred, at };
}

/** Names of a set of pages differ at their ends. */
function ended(name: string): string {
  return name.length > 26 ? `…${name.slice(-25)}` : name;
}

/** The last part of a path where no two pages share it. */
function shortNames(files: readonly string[]): ReadonlyMap<string, string> {
  const last = (file: string) => file.slice(file.lastIndexOf('/') + 1);
  const counts = new Map<string, number>();
  for (const file of files) counts.set(last(file), (counts.get(last(file)) ?? 0) + 1);
  return new Map(files.map((file) => [file, counts.get(last(file)) === 1 ? last(file) : file]));
}
