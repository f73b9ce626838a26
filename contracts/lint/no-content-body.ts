/** What says of an answer of 204 that an object comes in its body; undefined where nothing does, or not for sure. */
export function noContentBody(status: number, text: string): string | undefined {
  if (status !== 204 && status !== 205) return undefined;
  const code = text.indexOf(String(status));
  const sentence = text.slice(code + 3).split(/(?<=[.;])\s/)[0] ?? '';
  if (denied.test(sentence)) return undefined;
  return body.exec(sentence)?.[0];
}

const body =
  /\b(?:objects?|collections?|resources?|entit(?:y|ies)|instances?) in (?:the|its) (?:response )?body\b/i;

/** Words by which the sentence may say that there is none, or only under a condition. */
const denied =
  /\b(?:no|not|without|nothing|never|neither|empty|if|when|unless|whether|or|prefer)\b(?! content)|n't\b/i;
