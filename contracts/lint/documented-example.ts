import { pairsOf } from '../../generator/resolve/examples.ts';
import type { DocumentedExample, DocumentedPage, Operations } from './documented.ts';
import { exampleUrl } from './example-url.ts';

export function examplesOf(page: DocumentedPage, index: Operations): DocumentedExample[] {
  const own = index.ofPage(page.file);
  return pairsOf(page.facts).map(({ request, response }) => {
    const url = request && exampleUrl(request.value.url);
    const operation =
      request && url
        ? index.fitting(url.path, request.value.method).find((found) => own.includes(found))
        : own.length === 1
          ? own[0]
          : undefined;
    return { request, response, url, operation };
  });
}
