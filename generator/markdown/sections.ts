import { gather } from '../model/gather.ts';
import type { Block, Heading, Range, Section } from './page.ts';

interface OpenSection {
  readonly heading: Heading | undefined;
  readonly level: number;
  readonly title: string;
  readonly name: string;
  range: Range;
  readonly blocks: Block[];
  readonly sections: OpenSection[];
}

/**
 * The tree of headings. A heading belongs below the nearest one before it of a lower level, whatever the jump:
 * templates of 2017 go from level 2 to level 5.
 */
export function sectionTree(blocks: readonly Block[]): Section {
  const root = open(undefined, { start: 0, end: 0 });
  const path: OpenSection[] = [root];
  let end = 0;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      while (path.length > 1 && (path.at(-1)?.level ?? 0) >= block.level) close(path.pop(), end);
      const section = open(block, block.range);
      path.at(-1)?.sections.push(section);
      path.push(section);
    } else path.at(-1)?.blocks.push(block);
    end = block.range.end;
  }
  for (const section of path) close(section, end);
  return root;
}

/** A section ends where the last block below it does. */
function close(section: OpenSection | undefined, end: number): void {
  if (section) section.range = { start: section.range.start, end };
}

function open(heading: Heading | undefined, range: Range): OpenSection {
  const title = heading?.inline.text ?? '';
  return {
    heading,
    level: heading?.level ?? 0,
    title,
    name: title.toLowerCase(),
    range,
    blocks: [],
    sections: [],
  };
}

/** All sections in document order, the given one first. */
export function sectionsBelow(section: Section, found: Section[] = []): readonly Section[] {
  found.push(section);
  for (const child of section.sections) sectionsBelow(child, found);
  return found;
}

/** The blocks of a section and of all below it, in document order, without headings. */
export function blocksBelow(section: Section): readonly Block[] {
  if (section.sections.length === 0) return section.blocks;
  return section.blocks.concat(gather(section.sections, blocksBelow));
}
