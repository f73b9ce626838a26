import { isArray, isObject, type JsonObject, member } from '../../generator/model/json.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import type { DocumentedExample, DocumentedPage, DocumentedType } from './documented.ts';
import { responseRoot } from './example-root.ts';
import { defineFinding, type Found } from './finding.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';

const rows = ['title|String|A text.', 'colour|String|A colour.'];
const pages = (truncated: string, json: string, line = 'GET /things/{thingId}') => ({
  'resources/thing.md': sampleResource(...rows),
  'api/thing-get.md': samplePage({
    line,
    annotation: `{ "blockType": "response", "truncated": ${truncated}, "@odata.type": "microsoft.graph.thing" }`,
    answer: answered(json),
  }),
});

export const examplePropertyLeftOut = defineFinding({
  code: 'lint/example-property-left-out',
  severity: 'warning',
  summary: 'An example that claims to be complete leaves out properties of the table.',
  why: 'Readers conclude that the service does not return these properties, or not for this operation.',
  help: 'Show the properties, or mark the example as truncated.',
  examples: [
    {
      name: 'a property that is not shown',
      pages: pages('false', '{ "title": "x" }'),
      finds: ['api/thing-get.md:17:1 the example is marked as not truncated, but leaves out colour of thing'],
    },
    { name: 'all of them', pages: pages('false', '{ "title": "x", "colour": null }'), finds: [] },
    { name: 'an example that is truncated', pages: pages('true', '{ "title": "x" }'), finds: [] },
  ],
  check: (page) => page.set.examplesOf(page).flatMap((example) => leftOut(page, example)),
});

function leftOut(page: DocumentedPage, example: DocumentedExample): Found[] {
  const { response, url, operation } = example;
  const body = response?.value.body;
  // Only a plain read answers with everything; what is selected or expanded is asked for by name.
  if (response?.value.truncated !== false || !body || operation?.method !== 'get') return [];
  if (url && /\$(?:select|expand|apply)|%24/i.test(url.query)) return [];
  const type = responseRoot(page, example);
  if (!type?.tabled || type.properties.has('value') || type.derived.length > 0) return [];
  const list = member(body.json, 'value');
  const first = isArray(list) ? list[0] : body.json;
  if (!isObject(first)) return [];
  const missing = missingFrom(first, type);
  if (missing.length === 0) return [];
  const simple = type.name.slice(type.name.lastIndexOf('.') + 1);
  const row = type.properties.get(missing[0] ?? '')?.rows[0];
  return [
    {
      at: isArray(list) ? body.place(below('/value', 0)) : body.at,
      message: `the example is marked as not truncated, but leaves out ${missing.join(', ')} of ${simple}`,
      related: row ? [{ message: `${row.value.name} in the table`, at: row.at }] : [],
    },
  ];
}

/** What is returned only on request, or is no part of the body, is not missing. */
const onDemand = /\$select|\$expand|not returned|only returned|returned only|optional|deprecated|write-only/i;

function missingFrom(object: JsonObject, type: DocumentedType): string[] {
  return [...type.properties.values()].flatMap(({ property, navigation, rows }) => {
    const { name } = property;
    const described = rows.some(({ value }) => onDemand.test(value.description));
    if (navigation || rows.length === 0 || described || property.type.name === 'Edm.Stream') return [];
    return Object.hasOwn(object, name) || !/^[A-Za-z]\w*$/.test(name) ? [] : [name];
  });
}
