import { describe, expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import type { Fact, FactAbout, Predicate } from '../fact.ts';
import { readFacts } from '../read-facts.ts';

const ship = '[ship](../resources/ship.md)';
const boat = '[boat](../resources/boat.md)';

function api(method: string, ...lines: string[]): readonly Fact[] {
  const head = ['# Sail a ship', '## HTTP request', '```http', `${method} /ships`, '```'];
  return readFacts(pageOf([...head, ...lines].join('\n'), 'ship-sail.md')).value;
}
const about = <P extends Predicate>(list: readonly Fact[], predicate: P): FactAbout<P>[] =>
  list.filter((fact): fact is FactAbout<P> => fact.predicate === predicate);

/** `200 ship[] | boat`, `204 -`, `? ship` for a body without a code. */
function said(...lines: string[]): string[] {
  const facts = api('GET', '## Response', ...lines);
  const typed = ({ type, others }: { type: Named | undefined; others: readonly Named[] }) =>
    [type, ...others].map((one) => (one ? `${one.name}${one.collection ? '[]' : ''}` : '-')).join(' | ');
  return [
    ...about(facts, 'response').map(
      ({ value }) => `${value.status} ${typed(value)}${value.headers.map((name) => ` +${name}`).join('')}`,
    ),
    ...about(facts, 'response-body').map(({ value }) => `? ${value.empty ? 'empty' : typed(value)}`),
  ];
}
interface Named {
  readonly name: string;
  readonly collection: boolean;
}

describe('answers', () => {
  it.each<[string, string[]]>([
    [`Returns \`200 OK\` and the requested ${ship} objects.`, ['200 ship[]']],
    [`Returns a \`200 OK\` code and a ${ship} collection in the body.`, ['200 ship[]']],
    [`Returns a \`200 OK\` code and a collection(${ship}) in the body.`, ['200 ship[]']],
    [`Returns \`200, OK\` and an array of ${ship} objects.`, ['200 ship[]']],
    [`Returns \`200 OK\` and a ${ship} or ${boat} object in the response body.`, ['200 ship | boat']],
    [`Returns \`200 OK\` and ${ship}, or ${boat} objects.`, ['200 ship[] | boat[]']],
    ['Returns `200 OK` and the binary data of the chart.', ['200 Stream']],
    ['Returns 201 Created and the new **ship** resource.', ['201 ship']],
    ['Returns `200 OK` and a String in the response body.', ['200 String']],
    ['Returns `200 OK` response code and a Boolean value.', ['200 Boolean']],
    ['Returns `200 OK` response code and String collection object in the response body.', ['200 String[]']],
    ['Returns `202 Accepted`. It does not return anything in the response body.', ['202 -']],
    [`Returns \`202 Accepted\` and a Location header with a URI to the ${ship}.`, ['202 - +Location']],
    [
      `Returns \`202 Accepted\` with a Location: header pointing to the ${ship} resource.`,
      ['202 - +Location'],
    ],
    ['Returns `200 OK` response code and an array of strings.', ['200 String[]']],
    ['Returns `200 OK` and [ships](../resources/ship.md) in the response body.', ['200 ships[]']],
    ['Returns `200 OK` and a [ships](../resources/ship.md) object.', ['200 ships']],
    [`Returns \`200 OK\` and the ${ship}'s ${boat} collection.`, ['200 boat[]']],
    [`Returns \`200 OK\` and the number of ${ship} objects.`, ['200 -']],
    [`Returns \`200 OK\`. The ID of the created ${ship} is in the body.`, ['200 -']],
    [`Returns \`200 OK\`. The members are described in ${ship}.`, ['200 -']],
    ['Returns `200 OK` and a [list of ships](../resources/ship.md).', ['200 ship[]']],
    [`Returns \`200 OK\` and all ${ship}s of the port.`, ['200 ship[]']],
    ['Returns `200 OK` and a list of `ship` in the response body.', ['200 ship[]']],
    [`Returns \`202 Accepted\`. The \`Location\` header contains the ${ship} URL.`, ['202 - +Location']],
    [
      `Returns \`202 Accepted\`. The Location header contains the address, the body the ${ship}.`,
      ['202 ship +Location'],
    ],
    ['Redirects with `302 Found`; the `Location` header has the address.', ['302 - +Location']],
    [`Returns \`200 OK\` and a ${ship} object. For more, see [faults](../resources/fault.md).`, ['200 ship']],
    [
      `Returns \`201 Created\` and a ${ship} object, or \`409 Conflict\` if there is one.`,
      ['201 ship', '409 -'],
    ],
    [`If successful, this method returns a ${ship} object in the response body.`, ['? ship']],
    [`The ${ship} object in the response body.`, ['? ship']],
    [`For all but ${ship} the answer has no body.`, ['? empty']],
    [`An object other than ${ship} is part of the response.`, []],
    [`The response has the object, expanded with the matching ${ship} object.`, []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('of tables: codes, headers, members of the body', () => {
    const codes = ['|Status|Description|', '|--|--|', `|200 OK|A ${ship} object.|`, '|404|No ship.|'];
    expect(said(...codes)).toEqual(['200 ship', '404 -']);
    const headers = [
      '`202 Accepted` with these response headers.',
      '',
      '|Name|Text|',
      '|--|--|',
      '|Location|x|',
    ];
    expect(
      about(api('GET', '## Response', ...headers), 'response-header').map(({ value }) => value.name),
    ).toEqual(['Location']);
    const members = ['A JSON object:', '', '|Name|Type|Description|', '|--|--|--|', '|knots|Int32|x|'];
    expect(
      about(api('GET', '## Response', ...members), 'response-property').map(({ value }) => value.name),
    ).toEqual(['knots']);
  });

  it('one level too deep, or in an example of a page without the section', () => {
    const text = `If successful, this method returns \`200 OK\` and a ${ship} object.`;
    for (const lines of [
      ['## Request body', 'Do not supply a request body.', '### Response', text],
      ['## Example', '### Request', text],
    ])
      expect(about(api('GET', ...lines), 'response').map(({ value }) => value.status)).toEqual([200]);
  });

  const codes = (facts: readonly Fact[]) =>
    about(facts, 'response').map(({ value }) => `${value.status} ${value.circumstance ?? '-'}`);

  it.each<[string, string[], string[]]>([
    ['below "HTTP request"', ['### Response', '`202 Accepted`.'], ['202 -']],
    ['of one of its parts', ['### By sea', '#### Response', '`202 Accepted`.'], ['202 By sea']],
    ['in a section of another name', ['## What comes', '### Response', '`202 Accepted`.'], ['202 -']],
    ['that follows a request', ['### Request', 'GET it.', '### Response', '`202 Accepted`.'], []],
    ['of a request elsewhere', ['## Upload', '```', 'PUT /x', '```', '### Response', '`202 Accepted`.'], []],
    ['of an example', ['### Example', '#### Response', '`202 Accepted`.'], []],
    ['of a part of the section', ['## Response', '### By sea', '`202 Accepted`.'], ['202 By sea']],
  ])('%s', (_, lines, expected) => {
    expect(codes(api('GET', ...lines))).toEqual(expected);
  });

  it('beside an "HTTP request" carry the heading above both, as its lines do', () => {
    const way = (name: string, path: string, code: string) => [
      `## ${name}`,
      '### HTTP request',
      '```http',
      `GET ${path}`,
      '```',
      '### Response',
      `\`${code}\`.`,
    ];
    const page = ['# Get a ship', ...way('By sea', '/sea', '200 OK'), ...way('By air', '/air', '302 Found')];
    const facts = readFacts(pageOf(page.join('\n'), 'ship-get.md')).value;
    expect(codes(facts)).toEqual(['200 By sea', '302 By air']);
    expect(about(facts, 'request-line').map(({ value }) => value.heading)).toEqual(['By sea', 'By air']);
  });

  it('below "HTTP request" may be shown there', () => {
    const shown = ['### Response', '```http', 'HTTP/1.1 202 Accepted', '```'];
    expect(about(api('GET', ...shown), 'example-response').map(({ value }) => value.status)).toEqual([202]);
  });
});

const body = (...lines: string[]) => api('POST', '## Request body', ...lines);

describe('what rows and sentences of a body are about', () => {
  it('knows rows that tell of each item of a row above', () => {
    const found = body(
      '|Property|Type|Description|',
      '|--|--|--|',
      '|berths|[berth](../resources/berth.md) collection|The berths.|',
      '|length|Int32|For each berth in the **berths** collection, its length. Required.|',
      '|depth|Int32|For each berth in the **quays** collection, its depth.|',
    );
    expect(about(found, 'body-property').map(({ value }) => value.name)).toEqual(['berths', 'depth']);
    expect(about(found, 'parameter-property').map(({ value }) => [value.name, value.of])).toEqual([
      ['length', 'berths'],
    ]);
  });

  it('names no type by what comes beside the thing itself', () => {
    const beside = 'In a new fleet, in addition to the new **ships** collection, provide a JSON';
    expect(about(body(`${beside} representation of that fleet.`), 'request-body')).toEqual([]);
  });
});

describe('request bodies', () => {
  it.each([
    'Do not supply a request body for this method.',
    "Don't supply a request body.",
    'No request body should be supplied.',
    'This method does not require a request body.',
    'Leave the request body empty.',
    'None.',
  ])('none: %s', (text) => {
    expect(about(body(text), 'request-body-none')).toHaveLength(1);
  });

  it.each<[string, string | undefined, boolean, boolean]>([
    [`Supply a JSON representation of a ${ship} object.`, 'ship', false, false],
    ['Supply a JSON representation for the ship object.', 'ship', false, false],
    [`In the request body, supply a ${ship} object.`, 'ship', false, false],
    [`For the list of properties, see ${ship}.`, 'ship', false, false],
    [`A new ${ship} object.`, 'ship', false, false],
    [`${ship}.`, 'ship', false, false],
    ['Provide a JSON object with the following parameters.', undefined, true, false],
    ['The request body is the binary stream of the file.', undefined, false, true],
  ])('%s', (text, type, parameters, binary) => {
    const [fact] = about(body(text), 'request-body');
    expect([fact?.value.type?.name, fact?.value.parameters, fact?.value.binary]).toEqual([
      type,
      parameters,
      binary,
    ]);
  });

  it('have names without the asterisk of a note, and are required with a Y', () => {
    const rows = ['|crew*|String|Y|x|', '|mast \\*|String|N|x|'];
    const found = about(
      body('|Parameter|Type|Required?|Description|', '|--|--|--|--|', ...rows),
      'body-property',
    );
    expect(found.map(({ value }) => [value.name, value.required])).toEqual([
      ['crew', true],
      ['mast', false],
    ]);
  });

  it('may be optional', () => {
    const found = body('No request body is required.', '', 'However, you can specify a course.');
    expect(about(found, 'request-body-none')).toEqual([]);
    expect(about(found, 'request-body')[0]?.value.optional).toBe(true);
  });

  it.each([
    ['You may _optionally_ include the `course` parameter in a JSON body, as follows.', true],
    ['Without a course the ship stays. Omitting the body altogether means so, too.', true],
    ['Provide the parameters that are needed. It is okay to send an empty body if none are.', true],
    ['In the request body, supply the values. You can optionally change the rig.', undefined],
  ])('%s', (text, optional) => {
    const [fact] = about(body(text), 'request-body');
    expect(fact?.value.optional || undefined).toBe(optional);
  });

  it.each([
    ['Required.', true],
    ['The rig. Required if the ship has sails.', false],
    ['Only needs to be given when launching a ship with sails.', false],
    ['Required only when creating a ship if the fleet has none.', false],
    ['Required when creating a ship.', undefined],
    ['Optional.', false],
  ])('a row that says "%s"', (text, required) => {
    const found = body('|Property|Type|Description|', '|--|--|--|', `|rig|String|${text}|`);
    expect(about(found, 'body-property')[0]?.value.required).toBe(required);
  });

  it('tell parameters from the members of one, types in a "Value" column, and tables of headers', () => {
    const found = body(
      '|Name|Value|Description|',
      '|--|--|--|',
      `|courseOptions|${ship}|x|`,
      '|speed|Int32|x|',
      '',
      'The **courseOptions** object has these properties.',
      '',
      '|Property|Type|Description|',
      '|--|--|--|',
      '|heading|Int32|x|',
      '',
      '### Optional request headers',
      '|Name|Value|',
      '|--|--|',
      '|if-match|etag|',
    );
    expect(about(found, 'body-property').map(({ value }) => [value.name, value.type?.name])).toEqual([
      ['courseOptions', 'ship'],
      ['speed', 'Int32'],
    ]);
    expect(about(found, 'parameter-property').map(({ value }) => [value.of, value.name])).toEqual([
      ['courseOptions', 'heading'],
    ]);
    expect(about(found, 'header').map(({ value }) => value.name)).toEqual(['if-match']);
  });
});

describe('headers and query options', () => {
  it.each<[string, string, string, boolean]>([
    ['|Header|Value|', '|Authorization|Bearer {token}. Required.|', 'Bearer {token}. Required.', true],
    [
      '|Name|Type|Description|',
      '|If-Match|string|Its ETag. Not required.|',
      'Its ETag. Not required.',
      false,
    ],
    [
      '|Name|Description|',
      '|`Prefer: outlook.timezone`|The zone. Optional.|',
      'outlook.timezone The zone. Optional.',
      false,
    ],
    ['|Name|Required|Description|', '|Prefer|Yes|x|', 'x', true],
    [
      '|Name|Description|',
      '|ConsistencyLevel|eventual. Required when using `$search`.|',
      'eventual. Required when using $search.',
      false,
    ],
  ])('%s %s', (head, row, description, required) => {
    const [fact] = about(api('GET', '## Request headers', head, head.replace(/\w+/g, '--'), row), 'header');
    expect([fact?.value.description, fact?.value.required]).toEqual([description, required]);
  });

  it.each<[string, string[] | undefined]>([
    ['Supports `$select` and `$top`, but not `$filter`.', ['$select', '$top']],
    ['Supports the OData query parameters.', []],
    ['Does not support `$top`, but supports `$select`.', ['$select']],
    ['To get what is not returned by default, name it in `$select`.', ['$select']],
    ['Only `$top` counts. `$filter` isn’t supported and `$skip` will be ignored.', ['$top']],
    ['`$filter` is supported, but `$orderby` is not. `$top` can’t be used.', ['$filter']],
    ['This method does not support the OData query parameters.', undefined],
    ['None of the OData query parameters is supported.', undefined],
    ['The OData query parameters are not currently supported.', undefined],
    ['The OData query parameters are supported; some are not fast.', []],
    ['Put `$ref` at the end.', undefined],
  ])('%s', (text, names) => {
    const [fact] = about(api('GET', '## Optional query parameters', text), 'query-options');
    expect(fact?.value.names.map(({ value }) => value)).toEqual(names);
  });

  it('sections below "Query parameters" that are about something else are read as their own only', () => {
    const found = api(
      'POST',
      '## Optional query parameters',
      'None.',
      '### Request headers',
      '|Name|Description|',
      '|--|--|',
      '|Authorization|Bearer {token}|',
      '### Request body',
      '|Property|Type|Description|',
      '|--|--|--|',
      '|crew|Int32|How many sail.|',
    );
    expect(about(found, 'query-option')).toEqual([]);
    expect(about(found, 'header').map(({ value }) => value.name)).toEqual(['Authorization']);
    expect(about(found, 'body-property').map(({ value }) => value.name)).toEqual(['crew']);
  });

  it('are not made of a table of properties to filter by', () => {
    const table = ['|Properties|Description and example|', '|--|--|', '|tonnage|`$filter=tonnage gt 5`|'];
    const found = api('GET', '## Optional query parameters', 'You can apply **$filter**.', '', ...table);
    expect(about(found, 'query-option')).toEqual([]);
    expect(about(found, 'query-options').map(({ value }) => value.names.map((name) => name.value))).toEqual([
      ['$filter'],
    ]);
  });
});

describe('bodies in a block of their own', () => {
  const parts = (head: readonly string[], body: readonly string[], between: readonly string[] = []) =>
    api('POST', '## Example', '```http', ...head, '```', ...between, '```json', ...body, '```');
  const bodies = (facts: readonly Fact[]) =>
    [...about(facts, 'example-request'), ...about(facts, 'example-response')].map(
      ({ value }) => value.body?.json,
    );
  const json = ['', '{ "name": "Ada" }'];
  const annotated = '<!-- { "blockType": "response", "@odata.type": "fleet.ship" } -->';

  it('belong to the head before them', () => {
    expect(bodies(parts(['POST /ships', 'Content-Type: application/json'], json))).toEqual([{ name: 'Ada' }]);
    const answer = parts(['HTTP/1.1 200 OK'], json, [annotated]);
    expect(bodies(answer)).toEqual([{ name: 'Ada' }]);
    const [fact] = about(answer, 'example-response');
    expect([fact?.value.annotatedType?.value, fact?.value.body?.at.line]).toEqual(['fleet.ship', 13]);
  });

  it('stand behind headers, also where a blank line parts these from the first line', () => {
    const lines = (...own: string[]) => api('POST', '## Example', '```http', ...own, '```');
    const found = lines('POST /ships', '', 'Content-type: application/json', 'Content-length: 9', ...json);
    expect(bodies(found)).toEqual([{ name: 'Ada' }]);
    const [asked] = about(found, 'example-request');
    expect(asked?.value.headers.map(({ name }) => name)).toEqual(['Content-type', 'Content-length']);
    const [text] = about(lines('POST /ships', '', 'Captain: Ada'), 'example-request');
    expect([text?.value.headers, text?.value.body?.text]).toEqual([[], 'Captain: Ada']);
  });

  it.each([
    ['a request without one', ['GET /ships'], json, []],
    ['an answer without one', ['HTTP/1.1 204 No Content'], json, []],
    ['text between', ['POST /ships'], json, ['It answers so:', '']],
    ['another block', ['POST /ships'], json, [annotated]],
    ['something else', ['POST /ships'], ['ship.sail();'], []],
  ])('do not where there is %s', (_, head, body, between) => {
    expect(bodies(parts(head, body, between))).toEqual([undefined]);
  });
});

describe('annotations', () => {
  it('with text between, in other spellings, and with broken JSON', () => {
    const found = api(
      'GET',
      '## Example',
      '<!-- { "blockType": "response", "@type": "fleet.ship", iscollection: true, } -->',
      'This is the answer.',
      '```http',
      'HTTP/1.1 200 OK',
      '',
      '{ "value": [] }',
      '```',
    );
    const [fact] = about(found, 'example-response');
    expect([fact?.value.annotatedType?.value, fact?.value.isCollection]).toEqual(['fleet.ship', true]);
    expect(about(found, 'malformed').map(({ value }) => value.reason)).toEqual([
      'a name without quotes, a comma after the last item',
    ]);
  });
});
