/** What the text of a primitive type must look like (OData ABNF 4.01; RFC 3339 for points in time). */
export interface TextFormat {
  /** `a point in time such as 2021-01-31T00:00:00Z`. */
  readonly words: string;
  fits(text: string): boolean;
}

const date = String.raw`-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,12})?)?`;
const offset = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;

const by = (words: string, pattern: RegExp): TextFormat => ({ words, fits: (text) => pattern.test(text) });

export const textFormats: ReadonlyMap<string, TextFormat> = new Map([
  [
    'Edm.DateTimeOffset',
    by('a point in time such as 2021-01-31T00:00:00Z', new RegExp(`^${date}T${time}${offset}$`, 'i')),
  ],
  ['Edm.Date', by('a date such as 2021-01-31', new RegExp(`^${date}$`))],
  ['Edm.TimeOfDay', by('a time such as 17:30:00', new RegExp(`^${time}$`))],
  [
    'Edm.Duration',
    by(
      'an ISO 8601 duration such as PT1H30M',
      /^[+-]?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/i,
    ),
  ],
  [
    'Edm.Guid',
    by(
      'a GUID such as 00000000-0000-0000-0000-000000000000',
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    ),
  ],
  // Long ones are cut short in examples, and some are wrapped.
  [
    'Edm.Binary',
    {
      words: 'a base64 text such as d2lkZ2V0',
      fits: (text) => /^[A-Za-z0-9+/_-]*={0,2}$/.test(text.replace(/\s+|\.{3,}|\u2026/g, '')),
    },
  ],
]);
