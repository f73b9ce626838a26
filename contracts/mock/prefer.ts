/** The preferences of a request by name, in lower case (RFC 7240, 2): `return=minimal, code=404`. The first of a name counts. */
export function preferences(fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const sent = fields.get('prefer');
  return sent === undefined ? none : parsed(sent);
}

const none: ReadonlyMap<string, string> = new Map();

/** One preference, or the next piece of a list of them; parameters after `;` belong to the preference before. */
const piece = /\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?\s*([;,]|$)/y;

function parsed(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let isParameter = false;
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text);
    // What is no preference is passed over, with what follows: preferences are never an error.
    if (!match) break;
    const [, name = '', quoted, token = '', end] = match;
    const value = quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1');
    if (!isParameter && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
    isParameter = end === ';';
  }
  return found;
}
