import { beyondDocumented, documentsItsPaths, endsDocumented } from './documented-prefix.ts';
import { firstLine, placeOfWords } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const asked = (request: string) => samplePage({ line: 'GET /things/{thingId}', request: [request] });

export const examplePathBeyond = defineFinding({
  code: 'lint/example-path-beyond',
  severity: 'warning',
  summary: 'An example goes on from a documented path to one for which no page has a request line.',
  why: 'The operation is shown but not documented: readers find neither its permissions nor what it answers, and no client gets it.',
  help: 'Add a request line for it.',
  examples: [
    {
      name: 'a count',
      page: asked('GET https://graph.microsoft.com/v1.0/things/1/$count'),
      finds: ['10:46 /things/1 is documented, but no request line is for /$count below it'],
    },
    {
      name: 'the documented path',
      page: asked('GET https://graph.microsoft.com/v1.0/things/1?$count=true'),
      finds: [],
    },
    {
      name: 'another path altogether',
      page: asked('GET https://graph.microsoft.com/v1.0/parts/1'),
      finds: [],
    },
    {
      name: 'a cast that the page speaks of',
      page: [...asked('GET /v1.0/things/1/microsoft.graph.box'), '', 'You can also cast to a derived type.'],
      finds: [],
    },
  ],
  check: (page) =>
    page.set.examplesOf(page).flatMap(({ request, url, operation }) => {
      if (!request || !url || operation || !documentsItsPaths(page)) return [];
      const beyond = beyondDocumented(page, url);
      if (!beyond || endsDocumented(page, url)) return [];
      if (/^\/(?:microsoft\.)?graph\.\w/i.test(beyond.rest) && /\bcast/i.test(page.page.text)) return [];
      const whole = placeOfWords(page.page, firstLine(page.page, request.at), beyond.rest);
      const line = page.says('request-line')[0];
      return [
        {
          at: whole,
          message: `${beyond.prefix} is documented, but no request line is for ${beyond.rest} below it`,
          related: line ? [{ message: 'the request lines of this page', at: line.at }] : [],
        },
      ];
    }),
});
