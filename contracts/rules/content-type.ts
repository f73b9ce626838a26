import type { MediaType, Response } from '../../generator/openapi/api.ts';
import { type Field, headerText } from '../pact/interaction.ts';
import { relateLanguage } from '../relation/strings.ts';
import { acceptsType, essence, mediaTypeFor } from './media-type.ts';
import type { Finding, Subject } from './rule.ts';

/** The media type of the answer; OpenAPI says it in `content`, never in `headers` (3.1, 4.8.17). */
export function contentType(subject: Subject, response: Response, field: Field): readonly Finding[] {
  const text = headerText(field);
  const at = field.pointer;
  if (response.content.length === 0) {
    // A type without a body says nothing that could be wrong; whether it comes is open.
    return [
      {
        effect: 'possible',
        message:
          'the spec documents no media type for this response; the header "Content-Type" may come or not',
        at,
        spec: response.pointer,
      },
    ];
  }
  const media = mediaTypeFor(response.content, text, subject.policies);
  // Where a body is expected as well, the rule about bodies says it.
  if (!media) {
    const types = response.content.map((one) => one.type).join(', ');
    return subject.interaction.response.body.state === 'present'
      ? []
      : [
          {
            effect: 'impossible',
            message: `the spec documents ${types} for this response, not ${text}`,
            at,
            spec: response.pointer,
          },
        ];
  }
  return sameType(field, text, media);
}

/** A documented type may come with parameters; a contract that asks for some, or for none, may be disappointed. */
function sameType(field: Field, text: string, media: MediaType): readonly Finding[] {
  const at = field.pointer;
  const pattern = field.values[0]?.pattern;
  if (!pattern || field.values.length > 1) return [];
  if (pattern.kind === 'literal') {
    const range = media.type.includes('*') && !text.includes(';');
    if (range || acceptsType(text, media.type)) return [];
    return [
      {
        effect: 'possible',
        message: `the contract wants ${text}, the spec says ${media.type}`,
        at,
        spec: media.pointer,
      },
    ];
  }
  const source = `${essence(media.type).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(;[ -~]*)?`;
  const relation = relateLanguage(
    source,
    [media.type, `${media.type}; charset=utf-8`],
    pattern,
    media.pointer,
  );
  if (relation.subset) return [];
  const [gap] = relation.gaps();
  const effect = relation.disjoint ? 'impossible' : gap ? 'possible' : 'undecided';
  return [
    {
      effect,
      message: `the header "Content-Type" may be ${JSON.stringify(gap?.value() ?? media.type)}, which the contract refuses`,
      at,
      spec: media.pointer,
    },
  ];
}
