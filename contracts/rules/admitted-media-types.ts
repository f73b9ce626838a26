import { findWord } from '../../generator/model/regular/find-word.ts';
import { languageOf } from '../../generator/model/regular/language.ts';
import type { Field } from '../pact/interaction.ts';
import { upperTexts } from '../relation/admits.ts';
import { essence } from './media-type.ts';

/**
 * Whether all that the matchers of a media type header admit are surely among some types, with or without parameters.
 * False means "not proved".
 */
export function admitsOnly(field: Field, types: readonly string[]): boolean {
  if (field.values.every(({ pattern }) => pattern.kind === 'literal')) return true;
  const escaped = types.map((type) => essence(type).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const inner = languageOf(`(${escaped.join('|')})(;[ -~]*)?`, { reading: 'whole' });
  return field.values.every(({ pattern }) => {
    if (pattern.kind === 'literal') return true;
    const upper = upperTexts(pattern);
    return (
      upper !== undefined && inner !== undefined && findWord({ within: [upper], outside: [inner] }) === 'none'
    );
  });
}
