import { applyEdits, getNodeValue, modify, type ParseError, parseTree } from 'jsonc-parser';
import { isObject, type Json } from '../../generator/model/json.ts';

export interface WithScripts {
  /** The manifest's new text; undefined: nothing is missing. */
  readonly changed: string | undefined;
  /** Scripts of these names do something else. */
  readonly kept: readonly string[];
}

/** Adds scripts to a `package.json` that lacks them; all else stays as it is written. Undefined: it is no object. */
export function withScripts(
  text: string,
  scripts: Readonly<Record<string, string>>,
): WithScripts | undefined {
  const faults: ParseError[] = [];
  const tree = parseTree(text, faults, { disallowComments: true });
  const root: Json = tree && faults.length === 0 ? getNodeValue(tree) : null;
  if (!isObject(root)) return undefined;
  const there = isObject(root['scripts']) ? root['scripts'] : {};
  const kept: string[] = [];
  let changed = text;
  for (const [name, command] of Object.entries(scripts)) {
    const present = there[name];
    // What a script of the user's calls, it has.
    if (typeof present === 'string' && present.includes(command)) continue;
    if (present !== undefined) kept.push(name);
    else
      changed = applyEdits(
        changed,
        modify(changed, ['scripts', name], command, { formattingOptions: styleOf(text) }),
      );
  }
  return { changed: changed === text ? undefined : changed, kept };
}

function styleOf(text: string) {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
