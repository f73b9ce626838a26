import { isArray, type Json } from '../../generator/model/json.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import { simpleName } from '../../generator/resolve/type-names.ts';
import type { ShownValue } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { firstOfEach } from './first-of.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';
import { textFormats } from './value-formats.ts';
import { isPlaceholder } from './value-kinds.ts';

const pages = (type: string, value: string) => ({
  'resources/thing.md': sampleResource(`shown|${type}|A value.`),
  'api/thing-get.md': samplePage({ answer: answered('{', `  "shown": ${value}`, '}') }),
});

export const exampleFormat = defineFinding({
  code: 'lint/example-format',
  severity: 'error',
  summary: 'A value in an example is no text of its type: a time, a date, a duration, a GUID or base64.',
  why: 'Whoever builds a mock, a test or a parser from the example gets one that fails on real answers.',
  help: 'Show a value as the service would send it.',
  examples: [
    {
      name: 'the name of the type instead of a time',
      pages: pages('DateTimeOffset', '"String (timestamp)"'),
      finds: [
        'api/thing-get.md:17:12 shown is DateTimeOffset in the table; this is no point in time such as 2021-01-31T00:00:00Z',
      ],
    },
    {
      name: 'a time without its zone, in a list',
      pages: pages('DateTimeOffset collection', '["2021-01-31T00:00:00"]'),
      finds: [
        'api/thing-get.md:17:13 shown is DateTimeOffset in the table; this is no point in time such as 2021-01-31T00:00:00Z',
      ],
    },
    {
      name: 'words instead of a GUID',
      pages: pages('Guid', '"guid-value"'),
      finds: [
        'api/thing-get.md:17:12 shown is Guid in the table; this is no GUID such as 00000000-0000-0000-0000-000000000000',
      ],
    },
    {
      name: 'a duration in seconds',
      pages: pages('Duration', '"90"'),
      finds: [
        'api/thing-get.md:17:12 shown is Duration in the table; this is no ISO 8601 duration such as PT1H30M',
      ],
    },
    {
      name: 'words instead of base64',
      pages: pages('Binary', '"bytes of a file (png)"'),
      finds: ['api/thing-get.md:17:12 shown is Binary in the table; this is no base64 text such as d2lkZ2V0'],
    },
    {
      name: 'base64 that is cut short',
      pages: pages('Binary', '"d2lk...V0=="'),
      finds: [],
    },
    {
      name: 'seven fractional digits and an offset',
      pages: pages('DateTimeOffset', '"2016-12-31T23:56:39.3841403-08:00"'),
      finds: [],
    },
    { name: 'a value left out', pages: pages('Guid', '"..."'), finds: [] },
    { name: 'a date', pages: pages('Date', '"2021-01-31"'), finds: [] },
  ],
  check: (page) =>
    firstOfEach(page.set.valuesOf(page).values.filter((shown) => unlike(shown).length > 0)).flatMap(unlike),
});

function unlike(shown: ShownValue): Found[] {
  const { value, type, others, name, body, pointer, declaredAt } = shown;
  const format = textFormats.get(type.name ?? '');
  const cell = (shown.row?.value ?? shown.property?.rows[0]?.value)?.type?.text ?? '';
  // "DateTime" and "Timestamp" leave open how the point in time is written; what holds no digit is none in any way.
  const loose = type.name === 'Edm.DateTimeOffset' && !/datetimeoffset/i.test(cell);
  if (!format || others.some((other) => other.name !== type.name)) return [];
  const wrong = (text: Json) =>
    typeof text === 'string' &&
    !isPlaceholder(text) &&
    !format.fits(text.trim()) &&
    !(loose && /\d/.test(text));
  const items = isArray(value)
    ? value.map((item, i) => ({ item, at: below(pointer, i) }))
    : [{ item: value, at: pointer }];
  const message = `${name} is ${simpleName(type.name ?? '')} in the table; this is no ${format.words.replace(/^an? /, '')}`;
  const related = [{ message: `the type of ${name}`, at: declaredAt }];
  return items.filter(({ item }) => wrong(item)).map(({ at }) => ({ at: body.place(at), message, related }));
}
