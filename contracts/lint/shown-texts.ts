import { isArray } from '../../generator/model/json.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import type { ShownValue } from './documented.ts';
import { isPlaceholder } from './value-kinds.ts';

/** A text that an example shows for a property, alone or in a list. */
export interface ShownText {
  readonly text: string;
  readonly pointer: string;
}

/** The texts of a value; placeholders claim nothing and are left out. */
export function textsOf({ value, pointer }: ShownValue): ShownText[] {
  const items = isArray(value)
    ? value.map((item, i) => ({ item, at: below(pointer, i) }))
    : [{ item: value, at: pointer }];
  return items.flatMap(({ item, at }) =>
    typeof item === 'string' && !isPlaceholder(item) ? [{ text: item, pointer: at }] : [],
  );
}
