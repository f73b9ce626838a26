/** A step of a matching-rule path: a member name, an index, `*`, or `[*]`, which is any index and no name. */
export type Step = { readonly name: string } | { readonly index: number } | 'any' | 'any-item';

/**
 * Parses a path of a matching rule (`$.value[0]['@odata.type'].*`) into its steps after the root. Undefined for a path
 * that is not of this form (Pact specification V2, "Matching rules").
 */
export function parsePath(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = text.startsWith('$') ? text.slice(1) : `.${text}`;
  while (rest !== '') {
    const match =
      /^(?:\.\*|\[\*\])|^\[(\d+)\]|^\['((?:[^'\\]|\\.)*)'\]|^\["((?:[^"\\]|\\.)*)"\]|^\.([^.[\]]+)/.exec(
        rest,
      );
    if (!match) return undefined;
    const [whole, index, single, double, name] = match;
    rest = rest.slice(whole.length);
    const quoted = single ?? double;
    if (index !== undefined) steps.push({ index: Number(index) });
    else if (quoted !== undefined) steps.push({ name: quoted.replace(/\\(.)/g, '$1') });
    else if (name !== undefined) steps.push({ name });
    else steps.push(whole === '[*]' ? 'any-item' : 'any');
  }
  return steps;
}

/**
 * How well a rule's path fits a place: 0 if not at all; a rule also fits everything below its path. Root and exact
 * steps count 2, `*` counts 1, all multiplied, then by length, so that the more specific rule wins.
 */
export function weight(steps: readonly Step[], place: readonly (string | number)[]): number {
  if (steps.length > place.length) return 0;
  let product = 2;
  for (const [i, step] of steps.entries()) {
    const at = place[i];
    if (step === 'any' || (step === 'any-item' && /^\+?\d+$/.test(String(at)))) continue;
    if (step === 'any-item') return 0;
    // The core compares texts: an index may be the name of a member, a name an index.
    const same = at !== undefined && String('index' in step ? step.index : step.name) === String(at);
    if (!same) return 0;
    product *= 2;
  }
  return product * (steps.length + 1);
}
