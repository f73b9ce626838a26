import { defineChange } from './check.ts';
import { type Shape, said } from './shape.ts';

export const schemaEncoding = defineChange({
  code: 'change/encoding',
  severity: 'error',
  of: 'schema',
  summary: 'What a text stands for is written otherwise (`contentEncoding`, `contentMediaType`).',
  why: 'The same text is read as other bytes, whoever reads it.',
  mirror: 'change/encoding',
  examples: [
    {
      name: 'another encoding',
      schema: [
        { type: 'string', contentEncoding: 'base64' },
        { type: 'string', contentEncoding: 'base16' },
      ],
      request: ['change/request-encoding: the body: encoded as base64 → base16'],
      response: ['change/response-encoding: the body: encoded as base64 → base16'],
    },
    {
      name: 'of a number, which is not encoded',
      schema: [
        { type: 'integer', contentEncoding: 'base64' },
        { type: 'integer', contentEncoding: 'base16' },
      ],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    if (!pair.shared.includes('string')) return [];
    const [before, after] = [pair.base, pair.head].map(encodingOf);
    if (before === after) return [];
    return [
      {
        verdict: 'breaking',
        message: `${pair.name}: encoded as ${before} → ${after}`,
        base: pair.base.position[0]?.pointer,
        head: pair.head.position[0]?.pointer,
        kept: true,
      },
    ];
  },
});

/** OpenAPI 3.0 calls by `format` what 3.1 has keywords of JSON Schema for (OpenAPI 3.1, "Considerations for File Uploads"). */
function encodingOf(shape: Shape): string {
  const format = said(shape, 'format');
  const encoding = said(shape, 'contentEncoding') ?? (format === 'byte' ? 'base64' : undefined);
  const media =
    said(shape, 'contentMediaType') ?? (format === 'binary' ? 'application/octet-stream' : undefined);
  return [encoding, media].filter((one) => typeof one === 'string').join(' of ') || 'text';
}
