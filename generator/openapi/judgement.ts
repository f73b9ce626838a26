/** Whether something is surely so, surely not so, or not known. */
export type Fit = 'yes' | 'no' | 'unsure';

/** What a schema says of a value, and which parts of it the schema speaks of, if it is fulfilled. */
export interface Judgement {
  readonly fit: Fit;
  /** Members. */
  readonly names: ReadonlySet<string>;
  /** So many items from the first on. */
  readonly leading: number;
  /** Further items, by their index. */
  readonly items: ReadonlySet<number>;
  /** Whether it may speak of others as well. */
  readonly partial: boolean;
}

const noNames: ReadonlySet<string> = new Set();
const noItems: ReadonlySet<number> = new Set();

/** Of most values, which are scalars, nothing else is said. */
export const plain: Readonly<Record<Fit, Judgement>> = {
  yes: { fit: 'yes', names: noNames, leading: 0, items: noItems, partial: false },
  no: { fit: 'no', names: noNames, leading: 0, items: noItems, partial: false },
  unsure: { fit: 'unsure', names: noNames, leading: 0, items: noItems, partial: true },
};

/** What is said of an object whose members are spoken of. */
export function ofMembers(fit: Fit, names: ReadonlySet<string>): Judgement {
  return { fit, names, leading: 0, items: noItems, partial: false };
}

/** What is said of an array of which so many leading items are spoken of, and further ones. */
export function ofItems(
  fit: Fit,
  leading: number,
  items: ReadonlySet<number> = noItems,
  partial = false,
): Judgement {
  return { fit, names: noNames, leading, items, partial };
}

/** What schemas say that all hold. */
export function together(judged: readonly Judgement[]): Judgement {
  let { fit, names, leading, items, partial } = plain.yes;
  for (const one of judged) {
    if (one.fit === 'no') return plain.no;
    if (one.fit === 'unsure') fit = 'unsure';
    if (one.partial) partial = true;
    if (one.names.size > 0) names = names.size === 0 ? one.names : new Set([...names, ...one.names]);
    if (one.leading > leading) leading = one.leading;
    if (one.items.size > 0) items = items.size === 0 ? one.items : new Set([...items, ...one.items]);
  }
  return { fit, names, leading, items, partial };
}

/** What alternatives say: those that hold speak of their parts, and those that may hold may. */
export function amongst(judged: readonly Judgement[], how: 'anyOf' | 'oneOf'): Judgement {
  const fits = judged.map(({ fit }) => fit);
  const fit = between(fits, 1, how === 'anyOf' ? Number.POSITIVE_INFINITY : 1);
  if (fit === 'no') return plain.no;
  const spoken = together(judged.filter((one) => one.fit === 'yes'));
  return { ...spoken, fit, partial: spoken.partial || fits.includes('unsure') };
}

/** What is said of a value by the one or the other of two, it is not known by which. */
export function either(one: Judgement, other: Judgement): Judgement {
  return one.fit === other.fit ? { ...plain[one.fit], partial: true } : plain.unsure;
}

/** What is so if both are. */
export function both(a: Fit, b: Fit): Fit {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'unsure' ? a : b;
}

/** How many of a list must be so, if it is only known of some whether they are. */
export function between(all: readonly Fit[], min: number, max: number): Fit {
  const sure = all.filter((fit) => fit === 'yes').length;
  const most = sure + all.filter((fit) => fit === 'unsure').length;
  if (most < min || sure > max) return 'no';
  return sure >= min && most <= max ? 'yes' : 'unsure';
}
