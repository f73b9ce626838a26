import { library } from '../../generator/model/library.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';

const diffLibrary = library<typeof import('diff')>('diff');

/** Beyond, nobody reads it, and comparing takes its time. */
const most = { compared: 400, shown: 60 };

/** Two texts, line by line: what is gone and what is new, in words too; what stayed, around it. */
export function lineDiff(before: string | undefined, after: string | undefined): Html {
  const [was, is] = [before?.split('\n') ?? [], after?.split('\n') ?? []];
  const rows = changedLines(was.slice(0, most.compared), is.slice(0, most.compared));
  const left = rows.length - most.shown + Math.max(0, was.length - most.compared, is.length - most.compared);
  return element(
    'pre',
    { class: 'fragment' },
    rows.slice(0, most.shown).map(rowOf),
    left > 0 ? `  … ${left} more lines\n` : undefined,
  );
}

interface Row {
  readonly text: string;
  readonly state: 'gone' | 'new' | 'same' | 'left out';
}

function rowOf({ text, state }: Row): Child {
  if (state === 'gone') return [element('del', {}, `- ${text}`), '\n'];
  if (state === 'new') return [element('ins', {}, `+ ${text}`), '\n'];
  return `  ${text}\n`;
}

/** Of what stayed, two lines on each side. */
function changedLines(was: readonly string[], is: readonly string[]): Row[] {
  const { diffArrays } = diffLibrary();
  const parts = diffArrays([...was], [...is]);
  return parts.flatMap(({ added, removed, value }, i): Row[] => {
    if (added) return value.map((text) => ({ text, state: 'new' }));
    if (removed) return value.map((text) => ({ text, state: 'gone' }));
    const [head, tail] = [i === 0 ? 0 : 2, i === parts.length - 1 ? 0 : 2];
    const same = (texts: readonly string[]) => texts.map((text): Row => ({ text, state: 'same' }));
    if (value.length <= head + tail + 1) return same(value);
    return [
      ...same(value.slice(0, head)),
      { text: '…', state: 'left out' },
      ...same(value.slice(value.length - tail)),
    ];
  });
}
