import type { Block, Heading, Inline, Page } from '../../markdown/page.ts';
import { type Endpoint, endpointOf, endpointOfFence, endpointRows, SplitEndpoint } from './endpoint.ts';
import { type Label, labelOf, labelOfRun } from './label.ts';

/** What a page says of one endpoint: the blocks from where it is named to where the next thing begins. */
export interface Part {
  readonly endpoint: Endpoint;
  readonly title: Inline | undefined;
  readonly level: number;
  readonly blocks: LabelledBlock[];
}

export interface LabelledBlock {
  readonly label: Label | undefined;
  readonly block: Block;
  /** What stands in the same run behind the label (`**Response** 200 OK`). */
  readonly rest: string;
}

/** Takes a page apart by the endpoints that it names; what stands outside all of them is in no part. */
export class PartScan {
  readonly parts: Part[] = [];
  readonly outside: Block[] = [];
  #part: Part | undefined;
  #label: Label | undefined;
  readonly #headings: Heading[] = [];
  readonly #split = new SplitEndpoint();

  constructor(page: Page) {
    for (const block of page.blocks) this.#take(block);
  }

  #take(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.#heading(block);
        return;
      case 'table': {
        const rows = endpointRows(block);
        if (rows.length === 0) this.#content(block);
        for (const { endpoint, description } of rows) this.#listed(endpoint, description);
        return;
      }
      case 'list': {
        const rest = block.items.filter(({ inline }) => {
          const endpoint = endpointOf(inline.text, inline.range);
          if (endpoint) this.#listed(endpoint, undefined);
          return !endpoint;
        });
        if (rest.length > 0) this.#content({ ...block, items: rest });
        return;
      }
      case 'fence': {
        const endpoint = this.#label && this.#part ? undefined : endpointOfFence(block);
        if (endpoint) this.#open(endpoint);
        this.#content(block);
        return;
      }
      case 'paragraph':
      case 'quote': {
        const { text, range } = block.inline;
        const endpoint = endpointOf(text, range) ?? this.#split.take(text, range);
        if (endpoint) this.#open(endpoint);
        else this.#run(block, block.inline);
        return;
      }
      default:
        this.#content(block);
    }
  }

  #heading(heading: Heading): void {
    while ((this.#headings.at(-1)?.level ?? 0) >= heading.level) this.#headings.pop();
    this.#headings.push(heading);
    this.#split.forget();
    const endpoint = endpointOf(heading.inline.text, heading.inline.range);
    if (endpoint) {
      this.#start(endpoint, undefined, heading.level);
      return;
    }
    const label = labelOf(heading.inline.text);
    const below = this.#part !== undefined && heading.level > this.#part.level;
    if (this.#part && (below || (label !== undefined && heading.level === this.#part.level))) {
      this.#label = label ?? { kind: 'other', status: undefined, in: undefined };
      this.#part.blocks.push({ label, block: heading, rest: heading.inline.text });
    } else this.#close(heading);
  }

  /** `**Parameters:**`, `> 200 Response`: labels that are no headings. */
  #run(block: Block, inline: Inline): void {
    const found = this.#part && labelOfRun(inline);
    if (found) this.#label = found.label;
    this.#content(block, found?.rest ?? inline.text);
  }

  /** An endpoint in a line of its own belongs to the heading above it, or above "HTTP request" and its like. */
  #open(endpoint: Endpoint): void {
    const generic = (heading: Heading | undefined) =>
      heading !== undefined &&
      (labelOf(heading.inline.text) !== undefined || genericTitle.test(heading.inline.text));
    const headings = [...this.#headings];
    while (headings.length > 1 && generic(headings.at(-1))) headings.pop();
    const owner = headings.at(-1);
    this.#start(endpoint, owner?.inline, owner?.level ?? 0);
  }

  #start(endpoint: Endpoint, title: Inline | undefined, level: number): void {
    this.#part = { endpoint, title, level, blocks: [] };
    this.#label = undefined;
    this.parts.push(this.#part);
  }

  /** A row or list item is all that is said of its endpoint there. */
  #listed(endpoint: Endpoint, description: Inline | undefined): void {
    const blocks: LabelledBlock[] = description
      ? [
          {
            label: undefined,
            block: { kind: 'paragraph', range: description.range, inline: description },
            rest: description.text,
          },
        ]
      : [];
    this.parts.push({ endpoint, title: undefined, level: 0, blocks });
  }

  #close(block: Block): void {
    this.#part = undefined;
    this.#label = undefined;
    this.outside.push(block);
  }

  #content(block: Block, rest = ''): void {
    if (this.#part) this.#part.blocks.push({ label: this.#label, block, rest });
    else this.outside.push(block);
  }
}

const genericTitle =
  /^(?:http |api )?(?:requests?|endpoints?|format|urls?|routes?|usage|definition|method)s?:?$/i;
