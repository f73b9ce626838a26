/** Pages for the examples of findings: a resource, and an operation with one example, in Graph's format. */
export interface SampleOperation {
  /** `GET /things/{thingId}` unless said otherwise. */
  readonly line?: string;
  readonly title?: string;
  readonly requestBody?: readonly string[];
  /** The sentence of the "Response" section. */
  readonly response?: string;
  readonly annotation?: string;
  /** The example: the whole blocks. */
  readonly request?: readonly string[];
  readonly answer?: readonly string[];
}

const thing = '[thing](../resources/thing.md)';

/** The request stands in line 10, the first line of the answer in line 13, its body in line 16 with neither body nor several request lines. */
export function samplePage(sample: SampleOperation = {}): string[] {
  const line = sample.line ?? 'GET /things/{thingId}';
  const request = sample.request ?? [`GET https://graph.microsoft.com/v1.0/things/1`];
  return [
    `# ${sample.title ?? 'Get thing'}`,
    '## HTTP request',
    '```http',
    line,
    '```',
    ...(sample.requestBody ? ['## Request body', ...sample.requestBody] : []),
    '## Response',
    sample.response ?? `If successful, this method returns a \`200 OK\` response code and a ${thing} object.`,
    '## Example',
    ...(request.length > 0 ? ['```http', ...request, '```'] : []),
    ...(sample.annotation ? [`<!-- ${sample.annotation} -->`] : []),
    ...(sample.answer ? ['```http', ...sample.answer, '```'] : []),
  ];
}

/** An answer with a JSON body. */
export function answered(...json: readonly string[]): string[] {
  return ['HTTP/1.1 200 OK', 'Content-type: application/json', '', ...json];
}

/** `resources/thing.md` with rows `name|type|description`. */
export function sampleResource(...rows: readonly string[]): string[] {
  return [
    '# thing resource type',
    'A thing.',
    '## Properties',
    '|Property|Type|Description|',
    '|---|---|---|',
    ...rows.map((row) => `|${row}|`),
  ];
}

/** `resources/shape.md`: an enumeration. */
export function sampleEnum(...members: readonly string[]): string[] {
  return [
    '# shape enum type',
    '## Members',
    '|Member|Value|Description|',
    '|---|---|---|',
    ...members.map((member, i) => `|${member}|${i}|Looks so.|`),
  ];
}
