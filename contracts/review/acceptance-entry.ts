import type { ReviewedChange } from './review.ts';

/** An entry of `docpact.accept.yaml` as it is pasted below `accept:`. JSON's quotes are YAML's too. */
export function acceptanceEntry({ code, pointer, fingerprint }: ReviewedChange['acceptance']): string {
  return [
    'accept:',
    `  - code: ${quoted(code)}`,
    ...(pointer === undefined ? [] : [`    pointer: ${quoted(`#${pointer}`)}`]),
    ...(fingerprint === undefined ? [] : [`    fingerprint: ${quoted(fingerprint)}`]),
    '    reason: "why it is meant"',
  ].join('\n');
}

/** YAML allows more characters in quotes than JSON escapes, but none of these as they are. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
