import { type Node, parseTree } from 'jsonc-parser';

/**
 * A pact file's text with some of its interactions, by their position, and no messages. What stays is what stood there,
 * character for character: `10.0` is not `10` to the Pact verifier.
 */
export function onlyInteractions(text: string, positions: ReadonlySet<number>): string {
  const root = parseTree(text);
  const cuts = [
    ...cutItems(memberOf(root, 'interactions')?.children?.[1], text, positions),
    // Even an empty list of them makes the file one of messages to the verifier.
    ...cutMember(root, memberOf(root, 'messages')),
  ];
  let shown = '';
  let end = 0;
  for (const { start, length, instead } of cuts.sort((a, b) => a.start - b.start)) {
    shown += text.slice(end, start) + instead;
    end = start + length;
  }
  return shown + text.slice(end);
}

interface Cut {
  readonly start: number;
  readonly length: number;
  readonly instead: string;
}

function memberOf(root: Node | undefined, name: string): Node | undefined {
  return root?.children?.find((member) => member.children?.[0]?.value === name);
}

/** A member with the comma before it, or behind it where it is the first. */
function cutMember(root: Node | undefined, member: Node | undefined): Cut[] {
  if (!root?.children || !member) return [];
  const position = root.children.indexOf(member);
  const [before, after] = [root.children[position - 1], root.children[position + 1]];
  const start = before ? before.offset + before.length : member.offset;
  const end = before ? member.offset + member.length : (after?.offset ?? member.offset + member.length);
  return [{ start, length: end - start, instead: '' }];
}

function cutItems(list: Node | undefined, text: string, positions: ReadonlySet<number>): Cut[] {
  if (list?.type !== 'array') return [];
  const kept = (list.children ?? []).filter((_, position) => positions.has(position));
  const items = kept.map(({ offset, length }) => text.slice(offset, offset + length));
  return [{ start: list.offset, length: list.length, instead: `[${items.join(',')}]` }];
}
