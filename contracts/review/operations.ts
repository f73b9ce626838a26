import type { Page } from '../../generator/markdown/page.ts';
import { compareText } from '../../generator/model/diagnostic.ts';
import { type Place, placeText } from '../../generator/model/place.ts';
import { type Child, element, type Html, htmlId } from '../../generator/model/printers/html.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import { originOf } from '../../generator/openapi/source-map.ts';
import { contractList } from './contracts.ts';
import { type Element, elementsOf } from './elements.ts';
import type { Review } from './review.ts';

export function operationId(id: string): string {
  return `op-${htmlId(id)}`;
}

/** A place in a page is a link to that line below; any other place is text. */
export function placeLink(review: Review, place: Place): Html {
  const known = review.pages.some(({ file }) => file === place.file);
  const text = placeText(place);
  return known ? element('a', { href: `#${lineId(place)}` }, text) : element('code', {}, text);
}

export function lineId({ file, line }: { file: string; line: number }): string {
  return `line-${htmlId(file)}-${line}`;
}

/** Every operation with its elements, each beside the documentation line that it came from. */
export function operationSections(review: Review): Html[] {
  const operations = [...review.api.operations].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.method, b.method),
  );
  return operations.map((operation) => section(review, operation));
}

function section(review: Review, operation: Operation): Html {
  const id = operationId(operation.id);
  const contracts = review.contracts.filter((contract) => contract.operation === operation.id);
  const method = element('span', { class: 'method' }, operation.method.toUpperCase());
  return element(
    'section',
    { class: 'operation', id, 'aria-labelledby': `${id}-title` },
    element('h3', { id: `${id}-title` }, method, ' ', element('code', {}, operation.path)),
    element('p', {}, operation.summary ?? operation.id, operation.deprecated ? ' (deprecated)' : ''),
    elementTable(review, operation),
    element('h4', {}, 'Contracts'),
    contracts.length === 0 ? element('p', {}, 'No contract pins this operation.') : contractList(contracts),
  );
}

const partNames: Record<Element['part'], string> = {
  security: 'permission',
  parameter: 'parameter',
  request: 'request',
  response: 'response',
};

function elementTable(review: Review, operation: Operation): Html {
  const heads = ['Part', 'Name', 'Type', 'Documentation'].map((head) =>
    element('th', { scope: 'col' }, head),
  );
  const rows = elementsOf(review.api, operation).map((item) =>
    element(
      'tr',
      {},
      element('td', {}, partNames[item.part]),
      element('th', { scope: 'row' }, element('code', {}, item.name)),
      element('td', {}, item.type),
      element('td', {}, origin(review, item.pointer)),
    ),
  );
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Elements of ${operation.id}` },
    element('table', {}, element('thead', {}, element('tr', {}, heads)), element('tbody', {}, rows)),
  );
}

/** Where an element comes from: the line, quoted; or the rule that inferred it; or nothing. */
function origin(review: Review, pointer: string): Child[] {
  const found = originOf(review.sources, pointer);
  if (!found) return [element('span', { class: 'none' }, 'no documentation')];
  const inferred =
    found.inferred === undefined
      ? []
      : [element('span', { class: 'inferred' }, `inferred: ${found.inferred}`), ' '];
  const first = found.places[0];
  if (!first) return inferred;
  const quoted = lineOf(review.pages, first);
  return [...inferred, placeLink(review, first), quoted === undefined ? undefined : element('q', {}, quoted)];
}

function lineOf(pages: readonly Page[], place: Place): string | undefined {
  const line = pages.find(({ file }) => file === place.file)?.lines.line(place.line);
  return line === undefined || line.trim() === '' ? undefined : line.trim().slice(0, 160);
}
