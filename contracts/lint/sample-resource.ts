/** `resources/widget.md` for the examples of findings. Without `above`, the first row stands in line 8. */
export interface SampleResource {
  readonly name?: string;
  /** Between the title and the tables. */
  readonly above?: readonly string[];
  /** `name|type|description`. */
  readonly rows?: readonly string[];
  readonly relationships?: readonly string[];
  /** `title|returns|description`. */
  readonly methods?: readonly string[];
  /** Entries of the annotation beside `blockType` and `@odata.type`. */
  readonly annotation?: string;
  /** The lines between the braces of the representation. */
  readonly json?: readonly string[];
}

export function resourcePage(sample: SampleResource): string[] {
  const {
    name = 'widget',
    above = ['A thing.'],
    rows,
    relationships,
    methods,
    annotation = '',
    json,
  } = sample;
  const table = (head: string, list: readonly string[]) => [
    `|${head}|`,
    `|${head.replace(/[^|]+/g, '---')}|`,
    ...list.map((row) => `|${row}|`),
  ];
  return [
    `# ${name} resource type`,
    '',
    ...above,
    ...(methods ? ['## Methods', ...table('Method|Return type|Description', methods)] : []),
    ...(rows ? ['## Properties', ...table('Property|Type|Description', rows)] : []),
    ...(relationships ? ['## Relationships', ...table('Relationship|Type|Description', relationships)] : []),
    ...(json
      ? [
          '## JSON representation',
          `<!-- { "blockType": "resource", ${annotation}"@odata.type": "microsoft.graph.${name}" } -->`,
          '```json',
          '{',
          ...json,
          '}',
          '```',
        ]
      : []),
  ];
}

export function withFrontMatter(entry: string, page: readonly string[]): string[] {
  return ['---', entry, '---', ...page];
}

/** An API page that answers 200 with a body. */
export function getPage(line: string, returns: string, json: readonly string[]): string[] {
  return [
    '# Get it',
    '## HTTP request',
    '```http',
    line,
    '```',
    '## Response',
    `If successful, this method returns a \`200 OK\` response code and ${returns} in the response body.`,
    '## Example',
    '```http',
    'HTTP/1.1 200 OK',
    'Content-type: application/json',
    '',
    ...json,
    '```',
  ];
}
