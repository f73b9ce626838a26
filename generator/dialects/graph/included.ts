import type { Block, Include, Section } from '../../markdown/page.ts';
import { blocksBelow } from '../../markdown/sections.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { gather } from '../../model/gather.ts';
import { readHeadBlocks } from './head.ts';
import { isCalled, type Reading } from './reading.ts';

const missing = defineProblem<{ target: string; title: string }>({
  code: 'docs/include-missing',
  severity: 'warning',
  summary: 'A section has nothing but a part that is not among the pages.',
  message: (p) => `"${p.title}" has nothing but ${p.target}, which is not among the pages`,
  help: 'Import the folder that holds the included parts as well.',
});

/** A section as an included page fills it; read with `reading`, places are those of the included page. */
export interface IncludedSection {
  readonly reading: Reading;
  readonly section: Section;
}

/** Sections whose content parts may bring. Request lines and examples stand on the pages themselves. */
const filled =
  /^(?:permissions|prerequisites|.*request headers|(?:optional )?query parameters|(?:path|function) parameters|request body|responses?|.*propert(?:y|ies)|.*relationships?|methods|functions|members|.*values)\b/;

/** Reads parts that stand above the first section: notes (deprecations, disclaimers) and descriptions. */
export function readIncludedHead(reading: Reading, section: Section): void {
  for (const included of gather(section.blocks, (block) => pagesOf(reading, block, new Set())))
    readHeadBlocks(included, included.page.root.blocks);
}

/** What included pages bring to a section, in the order of the page. */
export function includedSections(reading: Reading, section: Section): IncludedSection[] {
  if (!isCalled(section, filled)) return [];
  const blocks = [...blocksBelow(section)];
  const found = gather(blocks, (block) => pagesOf(reading, block, new Set()));
  if (found.length === 0) reportMissing(reading, section, blocks);
  return found.map((own) => {
    const { blocks: above, sections } = own.page.root;
    return { reading: own, section: { ...section, blocks: above, sections } };
  });
}

/** The page that a block includes and those that it includes in turn, each once. */
function pagesOf(reading: Reading, block: Block, seen: Set<string>): Reading[] {
  if (block.kind !== 'include' || isSnippet(block)) return [];
  const page = reading.includes.find(block.target, reading.page);
  if (!page || seen.has(page.file)) return [];
  seen.add(page.file);
  const own: Reading = { ...reading, page };
  return [own, ...gather(page.blocks, (inner) => pagesOf(own, inner, seen))];
}

/** Code samples in other languages: nine includes of ten. */
function isSnippet(include: Include): boolean {
  return include.target.includes('/snippets/');
}

function reportMissing(reading: Reading, part: Section, blocks: readonly Block[]): void {
  const only = blocks.filter((block) => block.kind !== 'comment' && block.kind !== 'heading');
  const [first] = only;
  if (first?.kind !== 'include' || isSnippet(first) || only.length > 1) return;
  const params = { target: first.target, title: part.title };
  reading.diagnostics.push(missing.at(reading.page.place(first.range), params));
}
