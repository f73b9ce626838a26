/**
 * Formats of the JSON Schema and OpenAPI registries: what strings of the format look like (an upper bound, as a regular
 * expression for `languageOf`) and some that belong to it, to serve as witnesses.
 */
export interface Format {
  readonly upper?: string;
  readonly samples: readonly string[];
}

const date = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const time =
  '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const hex = '[0-9a-fA-F]';

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  // RFC 3339: T and Z may be lower-case, fractions have any number of digits.
  [
    'date-time',
    {
      upper: `${date}[Tt]${time}`,
      samples: [
        '2024-02-29T12:30:45Z',
        '2016-12-31T23:56:39.3841403-08:00',
        '2024-02-29T12:30:45.123Z',
        '2024-02-29T12:30:45+02:00',
        '2024-02-29t12:30:45z',
      ],
    },
  ],
  ['date', { upper: date, samples: ['2024-02-29', '1999-12-31', '2024-10-05'] }],
  ['time', { upper: time, samples: ['12:30:45Z', '12:30:45.123+02:00', '00:00:00z'] }],
  ['duration', { upper: 'P[0-9YMDWHTS]+', samples: ['P1D', 'PT1H30M', 'P2W'] }],
  [
    'uuid',
    {
      upper: `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`,
      samples: ['0f8fad5b-d9cb-469f-a165-70867728950e', '0F8FAD5B-D9CB-469F-A165-70867728950E'],
    },
  ],
  [
    'email',
    {
      upper: '[^@]+@[^]+'.replace('[^]', '[\\s\\S]'),
      samples: ['a@example.org', 'first.last+tag@mail.example.com'],
    },
  ],
  ['ipv4', { upper: `(?:${octet}\\.){3}${octet}`, samples: ['192.0.2.1', '10.0.0.255'] }],
  ['ipv6', { upper: '[0-9a-fA-F:.]+', samples: ['2001:db8::1', '::1'] }],
  ['hostname', { upper: '[0-9a-zA-Z.-]+', samples: ['example.org', 'a'] }],
  ['uri', { upper: '[A-Za-z][A-Za-z0-9+.-]*:[\\s\\S]*', samples: ['https://example.org/a?b=c', 'urn:a:b'] }],
  ['uri-reference', { samples: ['/a/b', 'https://example.org/a'] }],
  ['url', { upper: '[A-Za-z][A-Za-z0-9+.-]*:[\\s\\S]*', samples: ['https://example.org/a?b=c'] }],
  ['json-pointer', { samples: ['/a/b', ''] }],
  ['regex', { samples: ['^a$'] }],
  ['byte', { upper: '[A-Za-z0-9+/]*={0,2}', samples: ['aGVsbG8=', '', 'AQID'] }],
]);

/** What is known of a format; undefined for the others, which restrict nothing that could be proved. */
export function formatOf(name: string): Format | undefined {
  return formats.get(name);
}
