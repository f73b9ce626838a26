import type { Inline } from '../../markdown/page.ts';

/** What a heading or a bold lead says of the blocks below it. */
export interface Label {
  readonly kind: 'parameters' | 'headers' | 'body' | 'request' | 'response' | 'example' | 'other';
  /** Where the parameters go, if the label says so. */
  readonly in: 'path' | 'query' | undefined;
  readonly status: number | undefined;
}

const kinds: readonly (readonly [RegExp, Label['kind'], Label['in']])[] = [
  [/\bresponse headers?\b/, 'other', undefined],
  [
    /\bauth(?:entication|orization)?\b|\brate limit|\bnotes?\b|\bpermissions?\b|\bcode samples?\b/,
    'other',
    undefined,
  ],
  [
    /\brespon[sc]es?\b|\breturns?\b|\boutput\b|\bresults?\b|\berrors?\b|\bsuccess\b|^(?:status |error |http )+codes?$/,
    'response',
    undefined,
  ],
  [/\bheaders?\b/, 'headers', undefined],
  [/\b(?:path|url|uri|route)\b.*\b(?:param|arg|variable)/, 'parameters', 'path'],
  [/\bquery\b/, 'parameters', 'query'],
  [
    /\bbody\b|\bpayload\b|\b(?:form|json|post|input) (?:data|fields?|param)|^data(?: constraints| examples?)?$|^input data$/,
    'body',
    undefined,
  ],
  [
    /\bparam(?:eter)?s?\b|\barg(?:ument)?s?\b|^(?:\w+ )?(?:fields|attributes|inputs?)$/,
    'parameters',
    undefined,
  ],
  [/\brequests?\b/, 'request', undefined],
  [/\bexamples?\b|\bsamples?\b/, 'example', undefined],
];

/** The label that a short text is; undefined for any other text. */
export function labelOf(written: string): Label | undefined {
  const text = written
    .toLowerCase()
    .replace(/[*`_:]+/g, '')
    .trim();
  if (text === '' || text.length > 60) return undefined;
  const status = statusIn(text);
  for (const [pattern, kind, where] of kinds) if (pattern.test(text)) return { kind, in: where, status };
  return status !== undefined && /^(?:http |status |code )*[1-5]\d\d\b/.test(text)
    ? { kind: 'response', in: undefined, status }
    : undefined;
}

/** A paragraph that begins with a bold label, or is nothing but a label and a colon. */
export function labelOfRun(inline: Inline): { label: Label; rest: string } | undefined {
  const bold = /^\s*(?:\*\*|__)(.{1,60}?)(?:\*\*|__)\s*:?\s*/.exec(inline.raw);
  const { text } = inline;
  if (bold?.[1] !== undefined) {
    const label = labelOf(bold[1]);
    const inside = bold[1].replace(/[*`_]/g, '').trim();
    const rest = text.startsWith(inside) ? text.slice(inside.length).replace(/^\s*:?\s*/, '') : text;
    return label && { label: { ...label, status: label.status ?? statusIn(rest.slice(0, 30)) }, rest };
  }
  const alone =
    /:$/.test(text) ||
    /^[1-5]\d\d response$/i.test(text) ||
    /^(?:body parameter|example responses?|code samples?)$/i.test(text);
  const label = alone && text.length <= 40 ? labelOf(text) : undefined;
  return label && { label, rest: '' };
}

/** A status code that a text names. */
export function statusIn(text: string): number | undefined {
  const found = /(?:^|[^\w.#$/-])([1-5]\d\d)(?![\w%]|\.\d)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
