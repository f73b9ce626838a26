import type { Inline } from '../../markdown/page.ts';
import { gather } from '../../model/gather.ts';

/** "It must be `https`" names what has to stand there, and lists nothing; "can be `a` or `b`" does. */
const canBe =
  /(?:\b(?:can|may|must|should)(?: either)? be|(?<!default )\bvalues? (?:is|are))(?: set to)?(?: either)?(?: one of)?(?: the following)?(?: values?)?\s*:?\s*(?=[`"'*])/gi;
/** What leads a list of values in. The list follows, with or without a colon. */
const leads = [
  /\b(?:possible|supported|allowed|valid|permitted|acceptable|available|enum(?:eration)?|following|its)(?: \w+)? value(?:s|\(s\))?(?: of [\w*]+| for [\w*{} ]{1,40}| (?:in|from) (?:this|the) \[?evolvable enum(?:eration)?(?:\]\([^()\s]{0,200}\))?)?(?: may| can)?(?: be| are| is| include|)(?: one of)?(?: the following)?\s*[:=-]?\s*[[({]?\s*/gi,
  canBe,
  /\b(?:possible|typical) (?:types|states|status(?:es)?|roles|options|levels|modes) (?:are|include)\s*:?\s*(?=[`"'*])/gi,
  /\boptions (?:are|include)\s*:?\s*(?=`)/gi,
  /\bone of(?: the following)?(?: values?)?\s*:?\s*(?=[`"'*])/gi,
  /\bselect from\s*:?\s*(?=[`"'*])/gi,
  /\bvalues?(?: are| is|)\s*:\s*/gi,
];
/** "Either `a` or `b`.": a sentence of nothing else. "Either `a` or `b` must be given" is of other things. */
const eitherOr =
  /(?:^|[.,] )either ((?:(?:`[A-Za-z_][\w.-]{0,80}`|\*\*[A-Za-z][\w-]{0,60}\*\*)(?:,? or |, )?){2,})(?:\.|$)/i;
/** "Supported colors: white; blue." in words of its own. */
const ofKind = /\b(?:possible|supported|allowed|valid|permitted|available) (?:[a-z]+ )?[a-z]+s\s*:\s*/i;
/** `<br>`, `</br>`, `<li>`: each begins an item. */
const itemMark = /<\/?(?:br|li|ul|ol|p)\s*\/?>/gi;
const token =
  /`{1,2}["']?([^`"']{1,80})["']?`{1,2}|(?:\*\*|__)([A-Za-z][\w-]{0,60}?)(?:\*\*|__)|\*([A-Za-z][\w-]{0,60})\*|["“]([A-Za-z][\w. -]{0,60})["”]|['‘]([A-Za-z][\w. -]{0,60})['’]/y;
/** What may stand between two values of one run: `tug` (since 2020), `raft`. */
const separator = /(?:\s|,|;|\\?\||\/|&nbsp;|&#124;|\bor\b|\band\b|\.(?=\s*`)|\([^()`]{1,160}\))+/iy;
/** Values are marked, or a word announces them; most descriptions have neither. */
const mayList = /[`"';“‘]|\*\*|__|values?\b|values?\(/i;
/** A full stop at its end is that of an abbreviation: `etc.`. */
const value = /^[A-Za-z_](?:[\w.-]*[\w-])?$/;

/** The values that a description lists: after a lead-in, after a colon, or one a line. Never what only stands near. */
export function listedValues(description: Inline): string[] {
  const { raw } = description;
  if (raw.length > 20_000 || !mayList.test(raw)) return [];
  for (const lead of leads) {
    // Asked first: to gather matches the expression itself is copied.
    if (raw.search(lead) === -1) continue;
    const matches = [...raw.matchAll(lead)].map((match) => ({
      lead: match[0].trimEnd(),
      after: raw.slice(match.index + match[0].length),
    }));
    const [first] = matches;
    if (!first) continue;
    // A list may be written again behind its text, with values that came later.
    const found = gather(matches, ({ lead, after }) =>
      after === first.after || /(?::| are)$/i.test(lead)
        ? run(after).concat(explained(after), numbered(after), items(after, 1))
        : [],
    );
    // That there is no value is not one of them.
    if (found.length > (lead === canBe ? 1 : 0)) return [...new Set(found)].filter((name) => name !== 'null');
    const bare = bareRun(first.after);
    if (bare.length > 1) return bare;
  }
  const either = eitherOr.exec(raw)?.[1];
  if (either !== undefined) return run(either, false);
  const kind = ofKind.exec(raw);
  const apart = kind ? betweenSemicolons(raw.slice(kind.index + kind[0].length)) : [];
  return apart.length > 0 ? apart : [...new Set(afterColon(raw))];
}

/** Code spans with nothing between them but commas: `a`, `b`, or `c`; where they are announced as values, `a, b`, too. */
function run(listed: string, announced = true): string[] {
  const found: string[] = [];
  let at = listed.length - listed.trimStart().length;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(listed);
    if (!match) break;
    const text = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? '').trim();
    const names = announced ? text.split(/\s*,\s*/) : [text];
    if (!names.every((name) => value.test(name))) break;
    found.push(...names);
    separator.lastIndex = at = token.lastIndex;
    if (!separator.test(listed)) break;
    at = separator.lastIndex;
  }
  return found;
}

/** `a`: one, `b`: two, and `c`: what an explanation follows, each behind that of the one before; the last may have none. */
function explained(text: string): string[] {
  const found = [...text.matchAll(withExplanation)];
  const names = found.map((match) => (match[1] ?? match[2] ?? '').trim());
  return found[0]?.index === 0 && names.length > 1 && names.every((name) => value.test(name)) ? names : [];
}

/** 0 - `a`, 1 - `b`. */
function numbered(text: string): string[] {
  const found = [...text.matchAll(/(?:^|[,;])\s*\d{1,9}\s*[-–:=]\s*`([^`]{1,80})`/g)];
  const names = found.map((match) => (match[1] ?? '').trim());
  return found[0]?.index === 0 && names.length > 1 && names.every((name) => value.test(name)) ? names : [];
}

/**
 * `<br>`a` - one<br>`b` - two`: the first code span of each item that begins with one. Beside what is marked, a word
 * without marks ("Note: …") is none of them.
 */
function items(text: string, from: number): string[] {
  const parts = text.split(itemMark);
  if (parts.length < 3) return [];
  const listed = from === 1 && run(parts[0] ?? '').length > 0;
  const found = gather(parts.slice(listed ? 1 : 0), (part) => {
    const item = part.replace(/^(?:[\s\-•·]|\*\s)+/, '');
    const name =
      /^(?:`([^`]{1,80})`|\*\*([\w-]{1,60})\*\*|__([A-Za-z]\w{0,60}?)__|\*([A-Za-z]\w{0,60})\*|([A-Za-z]\w{0,60})\s*(?:[:–-]\s|$))/.exec(
        item,
      );
    const text = (name?.[1] ?? name?.[2] ?? name?.[3] ?? name?.[4] ?? name?.[5] ?? '').trim();
    return value.test(text) ? [{ text, marked: name?.[5] === undefined }] : [];
  });
  const marked = listed || found.some((one) => one.marked);
  return gather(found, (one) => (one.marked || !marked ? [one.text] : []));
}

/** `none (0)`, `none = 0`, `none (deprecated)`. */
const besideName = /\s{0,4}\([^()]{0,60}\)|\s{0,4}=\s{0,4}-?\d{1,9}\b/g;

/** "Possible values are a, b and c." without marks: the words up to the end of the sentence. */
function bareRun(text: string): string[] {
  const apart = betweenSemicolons(text);
  if (apart.length > 0) return apart;
  const plain = text
    .slice(0, 2000)
    .replace(/^[[{(]/, '')
    .replace(besideName, '');
  const found = (plain.split(/\.(?:\s|$)|[<;\]})]/)[0] ?? '')
    .split(/\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+|\s*\|\s*/)
    .map((part) => part.replace(/^["'*_]+|["'*_]+$/g, '').trim())
    .filter((part) => part !== '');
  return found.length > 1 && found.every((part) => /^[A-Za-z]\w*$/.test(part)) ? [...new Set(found)] : [];
}

/** "white; blue; darkBlue." without marks: nothing but words up to the end of the sentence. */
function betweenSemicolons(text: string): string[] {
  const sentence = (text.split(/\.(?:\s|$)|</)[0] ?? '').slice(0, 2000);
  const found = sentence.split(';').map((part) => part.trim());
  return found.length > 1 && found.every((part) => /^[A-Za-z]\w*$/.test(part)) ? [...new Set(found)] : [];
}

const withExplanation =
  /(?:^|[,;.])\s*(?:and\s+|or\s+)?(?:`([^`]{1,80})`|\*\*([A-Za-z][\w-]{0,60})\*\*)\s{0,4}(?::|=|[-–]\s|, ?(?:which|that)\b|\(|\.?\s{0,4}$)/g;
const nothingElse = /^(?:`[A-Za-z_][\w.-]{0,80}`(?:,? or |[,;|] ?|\.?$)){2,}$/;

/** "The token must contain the following claims:" lists its parts. */
const holds = /\b(?:contains?|containing|includes?|including|has|have|consists? of)\b[^.:<]{0,80}:\s*$/i;

/** "The rig: `a`, `b`." and lists of lines, which need no lead-in, and a run that is all the text; at least two. */
function afterColon(raw: string): string[] {
  if (nothingElse.test(raw)) return run(raw, false);
  const colon = /:\s*(?=`)/.exec(raw);
  const listed = colon ? run(raw.slice(colon.index + 1), false) : [];
  if (listed.length > 1) return listed;
  if (holds.test(raw.split(itemMark)[0] ?? '')) return [];
  const lines = items(raw, 0).filter((name) => raw.includes(`\`${name}\``));
  return lines.length > 1 ? lines : [];
}
