import { applyEdits, getNodeValue, modify, type ParseError, parseTree } from 'jsonc-parser';
import { isObject, type Json } from '../../generator/model/json.ts';

export interface WithScripts {
  /** The manifest's new text; undefined: nothing is missing. */
  readonly changed: string | undefined;
  /** The names of those that are new. */
  readonly added: readonly string[];
  /** Scripts of these names do something else. */
  readonly kept: readonly string[];
  readonly isModule: boolean;
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
  const added: string[] = [];
  let changed = text;
  for (const [name, command] of Object.entries(scripts)) {
    const present = there[name];
    // What a script of the user's calls, it has.
    if (typeof present === 'string' && present.includes(command)) continue;
    if (present !== undefined) kept.push(name);
    else {
      added.push(name);
      changed = applyEdits(
        changed,
        modify(changed, ['scripts', name], command, { formattingOptions: styleOf(text) }),
      );
    }
  }
  const isModule = root['type'] === 'module';
  return { changed: added.length === 0 ? undefined : changed, added, kept, isModule };
}

/** A `package.json` that says of its code that it is ES modules. */
export function asModule(text: string): string {
  return applyEdits(text, modify(text, ['type'], 'module', { formattingOptions: styleOf(text) }));
}

function styleOf(text: string) {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
