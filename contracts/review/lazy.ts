import { type Attributes, type Child, element, type Html } from '../../generator/model/printers/html.ts';

import { packed } from './packed.ts';

/**
 * What need not be drawn before somebody looks at it. A small page has everything in its place; a large one keeps the
 * markup as texts of a JSON block, and the page's script puts it in where a `<details>` is opened.
 */
export class Lazy {
  readonly isOn: boolean;
  readonly #parts: string[] = [];
  readonly #shared = new Map<string, number>();

  constructor(isOn: boolean) {
    this.isOn = isOn;
  }

  /** A `<details>` whose body is drawn when it is opened. */
  details(attributes: Attributes, summary: Child, body: () => Child): Html {
    if (!this.isOn) return element('details', attributes, element('summary', {}, summary), body());
    return this.#closed(attributes, summary, this.#add(body()));
  }

  /** The same for a body that stands in several places: it is kept once, and its ids are made where it is put. */
  shared(key: string, attributes: Attributes, summary: Child, body: () => Child): Html {
    let index = this.#shared.get(key);
    if (index === undefined) {
      // Known before it is made: a body may hold itself.
      index = this.#parts.push('') - 1;
      this.#shared.set(key, index);
      this.#parts[index] = textOf(body());
    }
    return this.#closed(attributes, summary, index);
  }

  /** The first of many; the others when somebody asks for them. */
  most<T>(items: readonly T[], most: number, kind: string, list: (some: readonly T[]) => Child): Child {
    if (!this.isOn || items.length <= most) return list(items);
    const rest = items.slice(most);
    return [
      list(items.slice(0, most)),
      this.details({ class: 'more', 'data-for': kind }, `${rest.length} more`, () => list(rest)),
    ];
  }

  /** The texts. No text can end the block or begin another one. */
  block(): Html | undefined {
    if (this.#parts.length === 0) return undefined;
    const json = JSON.stringify(packed(this.#parts)).replace(/<(?=!|\/?script)/gi, '\\u003c');
    return element('script', { type: 'application/json', id: 'parts' }, { html: json });
  }

  #add(body: Child): number {
    return this.#parts.push(textOf(body)) - 1;
  }

  #closed({ open: _open, ...attributes }: Attributes, summary: Child, index: number): Html {
    return element('details', { ...attributes, 'data-part': String(index) }, element('summary', {}, summary));
  }
}

function textOf(body: Child): string {
  return element('i', {}, body).html.slice('<i>'.length, -'</i>'.length);
}
