import type { MediaType, Response } from '../../generator/openapi/api.ts';
import type { Body } from '../pact/interaction.ts';
import { headerOf, headerText } from '../pact/interaction.ts';
import { textDoubt, textFault } from '../relation/text.ts';
import { essence, isStructured, likelyMediaType, mediaTypeFor } from './media-type.ts';
import type { Finding, Subject } from './rule.ts';
import { valueFindings } from './value-findings.ts';
import { responseWorld } from './world.ts';

/**
 * What was really answered is one value: the question is whether the spec allows it, not what else it allows.
 * The findings have the codes of the rules about contracts.
 */
export function recordedBody(subject: Subject, response: Response, body: Body): readonly Finding[] {
  const documented = response.content;
  const at = body.pointer;
  if (body.state === 'absent') return [];
  if (body.state === 'empty') {
    const headed = subject.interaction.request.method === 'HEAD' || documented.length === 0;
    return headed ? [] : [refused('the answer has no body, the spec documents one', at, response.pointer)];
  }
  if (documented.length === 0)
    return [refused(`the spec documents no body for ${response.status}`, at, response.pointer)];
  const header = headerOf(subject.interaction.response.headers, 'content-type');
  const type = header ? headerText(header) : body.contentType;
  const media =
    type === undefined ? likelyMediaType(documented) : mediaTypeFor(documented, type, subject.policies);
  if (media) return content(subject, body, media);
  const types = documented.map((one) => one.type).join(', ');
  return [
    refused(
      `the spec documents ${types} for this response, not ${essence(type ?? '')}`,
      at,
      response.pointer,
    ),
  ];
}

function content(
  subject: Subject,
  { content: sent, pointer: at }: Extract<Body, { state: 'present' }>,
  media: MediaType,
): readonly Finding[] {
  const spec = media.schema?.pointer ?? media.pointer;
  if (sent.kind === 'broken') return [refused(sent.reason, at, spec)];
  if (!media.schema) return [];
  if (sent.kind === 'binary')
    return isStructured(media.type)
      ? [undecided('what the bytes of the response body hold is not known', at, spec)]
      : [];
  const world = responseWorld(subject);
  if (sent.kind === 'text') {
    if (/xml$/.test(essence(media.type))) return [undecided('XML bodies are not judged', at, spec)];
    const fault = textFault(sent.text.example, [media.schema], world);
    if (fault !== undefined) return [refused(`the response body is refused by the spec: ${fault}`, at, spec)];
    const doubt = textDoubt(sent.text.example, [media.schema], world);
    return doubt === undefined ? [] : [undecided(`the response body: ${doubt}`, at, spec)];
  }
  return valueFindings('the response body', sent.example, media.schema, world, at);
}

/** Headers that the spec declares; others come with any transport, and only a policy of `closed` minds them. */
export function recordedHeaders(subject: Subject, response: Response): readonly Finding[] {
  const { headers, pointer } = subject.interaction.response;
  const world = responseWorld(subject);
  const declared = response.headers.flatMap((header): readonly Finding[] => {
    const field = headerOf(headers, header.name);
    const name = JSON.stringify(header.name);
    if (!field)
      return header.required
        ? [refused(`the header ${name} is required and missing`, pointer, header.pointer)]
        : [];
    const fault = header.schema && textFault(headerText(field), [header.schema], world);
    if (fault !== undefined)
      return [refused(`the header ${name} is refused by the spec: ${fault}`, field.pointer, header.pointer)];
    const doubt = header.schema && textDoubt(headerText(field), [header.schema], world);
    return doubt === undefined
      ? []
      : [undecided(`the header ${name}: ${doubt}`, field.pointer, header.pointer)];
  });
  if (subject.policies.headers !== 'closed') return declared;
  const others = headers.filter(
    (field) =>
      !/^content-type$/i.test(field.name) && !response.headers.some((one) => same(one.name, field.name)),
  );
  return [
    ...declared,
    ...others.map((field) =>
      refused(
        `the spec declares no response header ${JSON.stringify(field.name)}`,
        field.pointer,
        response.pointer,
      ),
    ),
  ];
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function refused(message: string, at: string, spec: string): Finding {
  return { effect: 'impossible', message, at, spec };
}

function undecided(message: string, at: string, spec: string): Finding {
  return { effect: 'undecided', message, at, spec };
}
