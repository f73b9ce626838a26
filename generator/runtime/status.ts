/** The statuses that `4XX` stands for in an OpenAPI document (OpenAPI 3.1, 4.8.16). */
export type Status4XX = HundredsOf<'4'>;

/** The statuses that `5XX` stands for. */
export type Status5XX = HundredsOf<'5'>;

/** The statuses that `3XX` stands for. */
export type Status3XX = HundredsOf<'3'>;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type HundredsOf<First extends string> = `${First}${Digit}${Digit}` extends `${infer Status extends number}`
  ? Status
  : never;
