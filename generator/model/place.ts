/**
 * Where something stands. A fact carries its place from the page to the report, so `Place` is the smallest
 * thing that can be carried: a file and a 1-based line and column, and the JSON pointer where there is one.
 */
export interface Place {
  /** Path as the user gave it, `/`-separated, relative to the working folder where possible. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, counted in UTF-16 code units, as editors do. */
  readonly column: number;
  /** RFC 6901 pointer into the document, for places in JSON and YAML. */
  readonly pointer?: string;
}

/** A place that also says where it ends; `end` is exclusive. */
export interface Span extends Place {
  readonly endLine: number;
  readonly endColumn: number;
}

/** `file:line:column`, the form that terminals and editors make into a link. */
export function placeText(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

/** The first character of a file: for findings about the file as a whole. */
export function startOf(file: string): Place {
  return { file, line: 1, column: 1 };
}

/** Orders places by file, line and column, so that reports do not depend on who found what first. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
