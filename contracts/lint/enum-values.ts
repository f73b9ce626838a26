import type { EnumType } from '../../generator/model/description.ts';
import { isArray } from '../../generator/model/json.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import type { DocumentedPage, ShownValue } from './documented.ts';
import { textsOf } from './shown-texts.ts';
import { isMentioned, isOpenList } from './value-lists.ts';

/** One member as an example writes it. */
export interface ShownMember {
  readonly shown: ShownValue;
  readonly pointer: string;
  /** A number where an example shows the member's number. */
  readonly text: string | number;
  readonly members: ReadonlySet<string>;
  /** The documented member that differs in letter case only. */
  readonly otherCase: string | undefined;
  readonly type: EnumType;
}

/** The members that a page's examples show and that no enumeration has as they are written. */
export function strangeMembers(page: DocumentedPage): ShownMember[] {
  return page.set.valuesOf(page).values.flatMap((shown) => {
    const type = page.set.enumTypes.get(shown.type.name ?? '');
    // An enumeration that pages only name has no members to hold a value against.
    if (
      !type ||
      type.members.length === 0 ||
      isOpenList(shown) ||
      shown.others.some((other) => other.name !== type.name)
    )
      return [];
    const members = new Set(type.members.map(({ name }) => name));
    const lower = new Map(type.members.map(({ name }) => [name.toLowerCase(), name]));
    const texts = textsOf(shown).flatMap(({ text, pointer }) =>
      text.split(',').map((part) => ({ text: part.trim(), pointer })),
    );
    return [...texts, ...numbersOf(shown)].flatMap(({ text, pointer }) =>
      typeof text === 'string' && (text === '' || members.has(text) || isMentioned(shown, text))
        ? []
        : [{ shown, pointer, text, members, type, otherCase: lower.get(String(text).toLowerCase()) }],
    );
  });
}

function numbersOf({ value, pointer }: ShownValue): { text: number; pointer: string }[] {
  if (typeof value === 'number') return [{ text: value, pointer }];
  return isArray(value)
    ? value.flatMap((item, i) =>
        typeof item === 'number' ? [{ text: item, pointer: below(pointer, i) }] : [],
      )
    : [];
}
