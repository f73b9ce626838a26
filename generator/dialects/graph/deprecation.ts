const verb =
  /\b(?:is|are|has been|have been|was|were) (?:now |already |officially |being |in the process of being )?deprecated\b(?! (?:if|when|while|for|in|only|unless|values?)\b)/i;
const label = /^\W*(?:note|caution|important|warning|deprecat\w*(?: \w+)?)\s*:\s*/i;
/** What makes the words before the verb more than a subject, or a subject of another time. */
const other =
  /[,;:]|\b(?:which|that|who|is|are|uses?|replaces?|returns?|supports?|instead|because|if|older?|previous|earlier|former)\b/i;
const own = /^(?:this|these)\b/i;
const named =
  /^(?:the )?(.{1,80}?) (?:apis?|resources?(?: types?)?|types?|endpoints?|methods?|actions?|functions?|entit(?:y|ies)|objects?|enums?|enumerations?)$/i;

/**
 * The sentence of a head's text that says that what the page is about is deprecated. Not one about something else ("X
 * replaces Y, which is deprecated"), nor one about what will be. A box that warns is about its own page.
 */
export function deprecation(text: string, about: string, warns: boolean): string | undefined {
  if (!text.includes('eprecated') || text.length > 5000) return undefined;
  for (const sentence of text.split(/(?<=[.!?])\s+(?=[A-Z*[])/)) {
    const plain = sentence.replace(label, '').trim();
    const match = verb.exec(plain);
    const subject = match ? plain.slice(0, match.index).trim() : '';
    if (subject === '' || other.test(subject)) continue;
    const name = named.exec(subject)?.[1];
    const warned = warns || /\bstop returning data\b/i.test(plain);
    if (own.test(subject) || (name !== undefined && (warned || isIn(name, about)))) return sentence;
  }
  return undefined;
}

function isIn(name: string, about: string): boolean {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return plain(name) !== '' && plain(about).includes(plain(name));
}

const alone =
  /^\W*deprecated(?:\s*(?:$|[.:;,)\]*_–-])|\s+(?:as of|since|in favou?r of)\b)|[.;]\s+deprecated\s*(?:[.:;–-]|$)/i;
const noun = '(?:property|parameter|attribute|field|relationship|navigation property|setting|member)';
const ownRow = new RegExp(`^(?:it|this|(?:this|the) ${noun}|${noun})$`, 'i');
const namedRow = new RegExp(`^(?:the )?([\\w.]+)(?: ${noun})?$`, 'i');

/** Whether the description of a row says that the property is deprecated: "Deprecated. Use x", "This property is …". */
export function isRowDeprecated(text: string, name: string): boolean {
  if (!text.includes('eprecated') && !text.includes('EPRECATED')) return false;
  if (alone.test(text)) return true;
  return text.split(/(?<=[.!?;])\s+/).some((sentence) => {
    const plain = sentence.replace(label, '').replace(/^[\W_]+/, '');
    const match = verb.exec(plain);
    const subject = match ? plain.slice(0, match.index).trim() : '';
    return ownRow.test(subject) || namedRow.exec(subject)?.[1]?.toLowerCase() === name.toLowerCase();
  });
}
