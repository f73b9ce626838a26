import { stringMember } from '../../generator/model/json.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import type { DocumentedExample, DocumentedPage } from './documented.ts';
import { placeOfWords, textAt } from './exact-place.ts';
import { exampleUrl, type Version } from './example-url.ts';
import { defineFinding, type Found } from './finding.ts';
import { answered, samplePage } from './sample-pages.ts';

const page = (version: string, context: string) =>
  samplePage({
    request: [`GET https://graph.microsoft.com/${version}/things/1`],
    answer: answered(
      `{ "@odata.context": "https://graph.microsoft.com/${context}/$metadata#things/$entity" }`,
    ),
  });

export const exampleVersion = defineFinding({
  code: 'lint/example-version',
  severity: 'error',
  summary: "An example's URL, or a link in its answer, is of another version than its page.",
  why: 'Readers try the example against the other version, where the operation may not exist or answers otherwise.',
  help: 'Write the version of the page.',
  examples: [
    {
      name: 'a beta URL on a page of v1.0',
      pages: { 'v1.0/api/thing-get.md': page('beta', 'v1.0') },
      finds: ['v1.0/api/thing-get.md:10:33 this URL is of beta, the page of v1.0'],
    },
    {
      name: 'the context of the other version',
      pages: { 'beta/api/thing-get.md': page('beta', 'v1.0') },
      finds: ['beta/api/thing-get.md:16:21 this URL is of v1.0, the page of beta'],
    },
    { name: 'one version', pages: { 'beta/api/thing-get.md': page('beta', 'beta') }, finds: [] },
    { name: 'a page of no known version', page: page('beta', 'v1.0'), finds: [] },
  ],
  check: (documented) => {
    const { version } = documented;
    // Only the folder says for certain which version a page belongs to.
    if (version === undefined || !documented.file.split('/').includes(version)) return [];
    return documented.set
      .examplesOf(documented)
      .flatMap((example) => [
        ...ofRequest(documented, example, version),
        ...ofAnswer(documented, example, version),
      ]);
  },
});

function ofRequest(
  documented: DocumentedPage,
  { request, url }: DocumentedExample,
  version: Version,
): Found[] {
  if (!request || !url?.version || url.version === version) return [];
  const whole = placeOfWords(documented.page, request.at, request.value.url);
  const at = placeOfWords(documented.page, whole, url.version);
  return [
    {
      at,
      message: `this URL is of ${url.version}, the page of ${version}`,
      suggestion: { at, replacement: version },
    },
  ];
}

const links = ['@odata.context', '@odata.nextLink', '@odata.deltaLink'];

function ofAnswer(documented: DocumentedPage, { response }: DocumentedExample, version: Version): Found[] {
  const body = response?.value.body;
  if (!body) return [];
  return links.flatMap((name) => {
    const link = stringMember(body.json, name);
    const found = link === undefined ? undefined : exampleUrl(link).version;
    if (!found || found === version) return [];
    const at = body.place(below('', name));
    const replacement = textAt(documented.page, at).replace(`/${found}`, `/${version}`);
    return [
      { at, message: `this URL is of ${found}, the page of ${version}`, suggestion: { at, replacement } },
    ];
  });
}
