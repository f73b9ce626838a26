import { pointerTokens } from '../../generator/model/pointer.ts';
import type { ReviewedChange } from './review.ts';

/** A change and its place among all. */
export interface Numbered {
  readonly change: ReviewedChange;
  readonly index: number;
}

/** Changes that say the same of several views of one thing; most are alone. */
export interface Family {
  /** Of the thing itself where it is among them. */
  readonly first: Numbered;
  readonly members: readonly Numbered[];
  /** The views, the thing itself first; empty for a change that is alone. */
  readonly views: readonly string[];
}

/**
 * A property that goes from a thing goes from what is sent and from what is answered, each of which has a schema of its own:
 * what an owner did once is one row. In the order in which the first of each came.
 */
export function familiesOf(changes: readonly Numbered[]): readonly Family[] {
  const families = new Map<string, { members: Numbered[]; views: Set<string> }>();
  for (const one of changes) {
    const said = saidOfView(one.change);
    const key = said ? JSON.stringify([said.thing, said.rest, kindOf(one.change)]) : `alone ${one.index}`;
    const family = families.get(key) ?? { members: [], views: new Set() };
    family.members.push(one);
    if (said) family.views.add(said.view);
    families.set(key, family);
  }
  return [...families.values()].map(({ members, views }): Family => {
    const byLength = (a: Numbered, b: Numbered) => a.change.message.length - b.change.message.length;
    const [first] = members.length > 1 ? [...members].sort(byLength) : members;
    if (!first) throw new Error('a family has members');
    const sorted = [...views].sort((a, b) => a.length - b.length);
    return { first, members, views: members.length > 1 ? sorted : [] };
  });
}

/** What is found, whichever way it travels, and whether it stands. */
function kindOf({ code, verdict, accepted }: ReviewedChange): string {
  const undirected = code.replace(/^change\/(?:request|response)-/, 'change/');
  return [undirected, verdict, JSON.stringify(accepted ?? null)].join(' ');
}

/** What the names of views have behind that of the thing: those of docpact's own specs, and what others call them. */
const viewSuffix = /(?<=[a-z0-9])(?:Create|Update|Patch|Request|Response|Input|Output|Read|Write)$/;

/** `thingUpdate: size is gone` → the thing, the view, and what is said of it; undefined: no schema with a name is spoken of. */
function saidOfView({ message, before, after }: ReviewedChange) {
  const names = [before?.pointer, after?.pointer].flatMap((pointer) => {
    const [components, schemas, name] = pointer === undefined ? [] : pointerTokens(pointer);
    // Messages leave out the namespace.
    return components === 'components' && schemas === 'schemas' && name !== undefined
      ? [name, name.slice(name.lastIndexOf('.') + 1)]
      : [];
  });
  const view = names.find((name) => message.startsWith(name) && /^[.:]/.test(message.slice(name.length)));
  if (view === undefined) return undefined;
  return { view, thing: view.replace(viewSuffix, ''), rest: message.slice(view.length) };
}
