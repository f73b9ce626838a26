import type { TypeText } from '../../generator/dialects/fact.ts';
import type { DocumentedPage } from './documented.ts';
import { isChoice, sameName } from './represented-type.ts';

const canonical =
  /^(?:edm\.)?(?:string|boolean|u?int(?:16|32|64)|double|single|decimal|byte|datetimeoffset|date|timeofday|duration|guid|binary|stream)$/i;

/** A type of which it is certain what is meant. */
export interface CertainType {
  /** Qualified, or `Edm.…`. */
  readonly name: string;
  readonly collection: boolean;
}

/**
 * What a cell certainly means, so that two can be compared: a primitive by its own name, or a type that a page
 * describes. Undefined for the rest.
 */
export function certainType(type: TypeText, page: DocumentedPage): CertainType | undefined {
  const { name, collection } = page.set.typeOf(type, page);
  if (name === undefined || isChoice(type)) return undefined;
  const certain = name.startsWith('Edm.')
    ? canonical.test(type.name)
    : // A label of another name than the page that it leads to may mean either.
      sameName(name, type.name) &&
      (page.set.enumTypes.has(name) || page.set.types.get(name)?.type.described === true);
  return certain ? { name, collection } : undefined;
}

export function isSameType(a: CertainType, b: CertainType): boolean {
  return a.collection === b.collection && sameName(a.name, b.name);
}
