import type { FactAbout } from '../dialects/fact.ts';
import { about } from './facts-of.ts';
import { isOfManyTypes, isOfSibling, type MessageInput } from './message-input.ts';

type Shown = FactAbout<'example-response'>;

/**
 * Answers that a page shows for another of its request lines, of the same call with other arguments or below another
 * address, or without any request. None where the lines lead to different things.
 */
export function alikeAnswers(input: MessageInput): readonly Shown[] {
  const { ofMethod, alike } = answersOfPage(input);
  return alike.length > 0 ? alike : onlyType(ofMethod, input);
}

/** Those of the same call with other arguments, or of the same thing below another address. */
export function sameCallAnswers(input: MessageInput): readonly Shown[] {
  return answersOfPage(input).alike;
}

function answersOfPage(input: MessageInput): { ofMethod: readonly Shown[]; alike: readonly Shown[] } {
  const [page] = input.pages;
  if (!page || input.siblings.length === 0) return none;
  const shown = about(page.facts, 'example-response');
  if (shown.length === 0) return none;
  const wanted = lastName(input.path);
  const many = isOfManyTypes(input);
  if (many && !leadsToOne(wanted, input)) return none;
  const requests = new Map(
    about(page.facts, 'example-request').map((fact) => [fact.value.index, fact.value]),
  );
  const ofMethod = shown.filter(({ value }) => {
    const request = value.request === undefined ? undefined : requests.get(value.request);
    return !request || request.method.toLowerCase() === input.method;
  });
  const alike = ofMethod.filter(({ value }) => {
    const request = value.request === undefined ? undefined : requests.get(value.request);
    return request !== undefined && wanted !== '' && lastName(request.url.split('?')[0] ?? '') === wanted;
  });
  return { ofMethod: many ? [] : ofMethod, alike };
}

/** Whether those of a page's lines that end in one name lead to one thing, whatever its other lines lead to. */
function leadsToOne(wanted: string, { addressed, siblings, bases }: MessageInput): boolean {
  const own = addressed?.name;
  if (wanted === '' || own === undefined) return false;
  return siblings.every(
    (one) =>
      one.addressed?.name === undefined ||
      lastName(one.path) !== wanted ||
      bases.related(own, one.addressed.name),
  );
}

const none = { ofMethod: [], alike: [] };

/** A page of few lines that shows one type alone shows it for all of them. */
function onlyType(shown: readonly Shown[], input: MessageInput): readonly Shown[] {
  const types = new Set(shown.map(({ value }) => value.annotatedType?.value));
  const [type] = types;
  const few = input.siblings.length < 8 && input.siblings.every((one) => one.method === input.method);
  return few && types.size === 1 && type !== undefined && !isOfSibling(type, input) ? shown : [];
}

/** `…/charts/{name}/image(width=640)` → `image`; `''` for a key. */
function lastName(path: string): string {
  const plain = path.replace(/\([^()]*\)/g, '').replace(/\/+$/, '');
  const last = plain.slice(plain.lastIndexOf('/') + 1).toLowerCase();
  return /^[a-z$.][a-z\d$.]*$/.test(last) ? last.replace(/^(?:microsoft\.)?graph\./, '') : '';
}
