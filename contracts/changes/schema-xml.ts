import { sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { placeOf, said } from './shape.ts';

const named = (name: string) => ({
  '/a': {
    post: {
      requestBody: { content: { 'application/xml': { schema: { type: 'object', xml: { name } } } } },
      responses: { '200': { description: 'OK' } },
    },
  },
});

export const schemaXml = defineChange({
  code: 'change/xml',
  severity: 'error',
  of: 'schema',
  summary: 'A value is written as other XML.',
  why: 'Elements and attributes of other names are not found. Bodies that are no XML do not feel it.',
  mirror: 'change/xml',
  examples: [
    {
      name: 'another name of an element',
      paths: [named('thing'), named('item')],
      finds: ['change/request-xml: the body: xml {"name":"thing"} → {"name":"item"}'],
    },
    {
      name: 'of JSON',
      schema: [
        { type: 'object', xml: { name: 'a' } },
        { type: 'object', xml: { name: 'b' } },
      ],
      request: ['change/request-xml-documentation: the body: xml {"name":"a"} → {"name":"b"}'],
      response: ['change/response-xml-documentation: the body: xml {"name":"a"} → {"name":"b"}'],
    },
    { name: 'none', schema: [{ type: 'object' }, { type: ['object'] }], request: [], response: [] },
  ],
  check({ base, head, view, name }) {
    const [before, after] = [said(base, 'xml') ?? null, said(head, 'xml') ?? null];
    if (sameJson(before, after)) return [];
    const places = { base: placeOf(base, ['xml']), head: placeOf(head, ['xml']) };
    const message = `${name}: xml ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
    return [{ verdict: view.xml ? 'breaking' : 'documentation', message, ...places, kept: true }];
  },
});
