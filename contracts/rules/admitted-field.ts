import type { Parameter } from '../../generator/openapi/api.ts';
import { kindsOf } from '../../generator/openapi/kinds.ts';
import { casesOf, type Position, sub } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import type { Field } from '../pact/interaction.ts';
import { admitsTexts, textFault } from '../relation/text.ts';
import type { Finding } from './rule.ts';

/** Matchers on a valid parameter: does the spec accept every text that they admit? */
export function admittedField(
  what: string,
  parameter: Parameter,
  field: Field,
  world: World,
): readonly Finding[] {
  const name = JSON.stringify(parameter.name);
  return field.values.flatMap((value): Finding[] => {
    if (value.pattern.kind === 'literal') return [];
    const where = { at: value.pointer, spec: parameter.pointer };
    const undecided: Finding = {
      effect: 'undecided',
      message: `whether the spec accepts all that the matcher on the ${what} ${name} admits is not known`,
      ...where,
    };
    const position = positionOf(parameter, world);
    if (!position) return [undecided];
    const admitted = admitsTexts(position, value.pattern, world);
    if (admitted.verdict === 'guaranteed') return [];
    if (!('witness' in admitted)) return [undecided];
    const { witness } = admitted;
    const fault = textFault(witness, position, world) ?? 'not valid';
    const message = `the matcher on the ${what} ${name} also admits ${JSON.stringify(witness)}, which the spec refuses: ${fault}`;
    return [{ effect: 'possible', message, witness, ...where }];
  });
}

/** Keywords of an array that speak of each item, of how many there are, or of nothing. */
const ofEachItem = new Set(
  'type items minItems maxItems allOf $ref nullable title description example examples default deprecated'.split(
    ' ',
  ),
);

/** What one text of the parameter is described by: a repeated parameter's texts are its items. */
function positionOf(parameter: Parameter, world: World): Position | undefined {
  if (!parameter.schema) return parameter.content ? undefined : [];
  const position: Position = [parameter.schema];
  const cases = casesOf(position, world);
  const kinds = new Set(cases.flatMap((one) => kindsOf(one, world)));
  if (kinds.has('string') || (!kinds.has('array') && !kinds.has('object'))) return position;
  const [one] = cases;
  const repeated = parameter.in === 'query' && parameter.style === 'form' && parameter.explode;
  if (!one || cases.length > 1 || !repeated || kinds.size > 1 || kinds.has('object')) return undefined;
  // What is asked of the items together (that all differ, say) is not asked of one text.
  const keywords = one.parts.flatMap(({ json }) => Object.keys(json));
  if (keywords.some((keyword) => !ofEachItem.has(keyword) && !keyword.startsWith('x-'))) return undefined;
  return one.parts.flatMap((part) => sub(part, 'items') ?? []);
}
