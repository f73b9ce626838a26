import type { Parameter } from '../../generator/openapi/api.ts';
import type { Field } from '../pact/interaction.ts';
import { admitsTexts, textFault } from '../relation/text.ts';
import type { World } from '../relation/world.ts';
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
    const position = parameter.schema ? [parameter.schema] : [];
    const admitted = admitsTexts(position, value.pattern, world);
    if (admitted.verdict === 'guaranteed') return [];
    const where = { at: value.pointer, spec: parameter.pointer };
    if (!('witness' in admitted)) {
      return [
        {
          effect: 'undecided',
          message: `whether the spec accepts all that the matcher on the ${what} ${name} admits is not known`,
          ...where,
        },
      ];
    }
    const { witness } = admitted;
    const fault = textFault(witness, position, world) ?? 'not valid';
    const message = `the matcher on the ${what} ${name} also admits ${JSON.stringify(witness)}, which the spec refuses: ${fault}`;
    return [{ effect: 'possible', message, witness, ...where }];
  });
}
