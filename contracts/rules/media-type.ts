import { remembered } from '../../generator/model/remembered.ts';
import type { MediaType } from '../../generator/openapi/api.ts';
import type { Content } from '../pact/interaction.ts';
import type { Policies } from './policies.ts';

/** `application/json; charset=utf-8` → `application/json`. */
export const essence = remembered((type) => type.replace(/;.*$/s, '').trim().toLowerCase(), 1000);

/**
 * Whether an answer's Content-Type is one that a contract wants, as the Pact core compares them: the type letter by
 * letter, every wanted parameter among the answer's, its value in any case.
 */
export function acceptsType(wanted: string, sent: string): boolean {
  const [type, ...parameters] = parts(wanted);
  const [own, ...others] = parts(sent);
  return type === own && parameters.every((parameter) => others.includes(parameter));
}

function parts(type: string): readonly string[] {
  return type.split(';').map((part) => part.trim().replace(/=.*$/, (value) => value.toLowerCase()));
}

/**
 * The documented media type that a concrete type falls under: itself, by policy what its suffix says it is (RFC 6838,
 * 4.2.8), then ranges, the narrower first.
 */
export function mediaTypeFor(
  content: readonly MediaType[],
  type: string,
  { mediaTypes }: Pick<Policies, 'mediaTypes'>,
): MediaType | undefined {
  const wanted = essence(type);
  const exactly = content.filter((media) => essence(media.type) === wanted);
  if (exactly.length === 1) return exactly[0];
  const normal = (text: string) => text.replace(/\s+/g, '').toLowerCase();
  const same = exactly.find((media) => normal(media.type) === normal(type)) ?? exactly[0];
  if (same) return same;
  const [major] = wanted.split('/');
  const suffix = mediaTypes === 'suffix' ? /\+(json|xml)$/.exec(wanted)?.[1] : undefined;
  return (
    content.find((media) => suffix !== undefined && essence(media.type) === `application/${suffix}`) ??
    content.find((media) => essence(media.type) === `${major}/*`) ??
    content.find((media) => essence(media.type) === '*/*')
  );
}

/** What a body is when nobody says so: the only documented type, else the first that is JSON. */
export function likelyMediaType(content: readonly MediaType[]): MediaType | undefined {
  return content.length === 1
    ? content[0]
    : (content.find((media) => /[/+]json$/.test(essence(media.type))) ?? content[0]);
}

/** The alternatives of an `Accept` header with a weight above 0 (RFC 9110, section 12.5.1). */
export const acceptedTypes = remembered(
  (accept): readonly string[] =>
    accept
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*(;|$)/i.test(part))
      .map(essence)
      .filter((type) => type !== ''),
  1000,
);

export function accepts(accepted: readonly string[], type: string): boolean {
  const own = essence(type);
  return accepted.some(
    (range) =>
      range === '*/*' || range === own || own === '*/*' || sameMajor(range, own) || sameMajor(own, range),
  );
}

function sameMajor(range: string, type: string): boolean {
  return range.endsWith('/*') && type.startsWith(range.slice(0, -1));
}

/** The types that the core takes a body for of which no Content-Type speaks; it refuses answers of all others. */
export function guessedType(wanted: Content): RegExp | undefined {
  if (wanted.kind === 'json') return /[/+]json$|\*$/;
  return wanted.kind === 'text' ? /^text\/plain$|\*$/ : undefined;
}

/** Whether schemas of a media type speak of what is in its bodies. */
export function isStructured(type: string): boolean {
  return /^(multipart\/|application\/x-www-form-urlencoded$)|[/+](json|xml)$/.test(essence(type));
}
