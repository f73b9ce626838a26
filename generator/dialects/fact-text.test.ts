import { describe, expect, it } from 'vitest';
import { Pages } from '../read-documentation.ts';
import type { Fact } from './fact.ts';
import { type FileFacts, factsOfText, factsText } from './fact-text.ts';

const fence = '```';
const page = `# widget resource type

> **Note:** widgets are new.

## Properties

| Property | Type | Description |
|:---|:---|:---|
| id | String | The key. Read-only. |
| size | Int32 | How large. |
| broken |

## JSON representation

<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.widget", } -->

  ${fence}json
  {
    "id": "String",
    "size": 1.50,
  }
  ${fence}
`;

function read(): FileFacts {
  return new Pages([]).facts({ file: 'docs/widget.md', bytes: new TextEncoder().encode(page) });
}

function representationOf(facts: readonly Fact[] | undefined) {
  return facts?.find((fact) => fact.predicate === 'representation')?.value;
}

describe('facts as text', () => {
  const here = read();
  const [there] = factsOfText(factsText([read()]));

  it('say the same, with the same places', () => {
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    expect(here.value?.length).toBeGreaterThan(8);
    expect(plain(there?.value)).toEqual(plain(here.value));
    expect(there?.value?.every(({ at, subject }) => at.file === subject.file)).toBe(true);
    expect(there?.diagnostics).toEqual(here.diagnostics);
  });

  it('know of bodies what is not in their text', () => {
    const [own, other] = [representationOf(here.value), representationOf(there?.value)];
    expect(other?.json).toEqual({ id: 'String', size: 1.5 });
    expect(other?.fault).toEqual(own?.fault);
    expect(other?.fault).toBeDefined();
    expect(other?.numberTexts()).toEqual(new Map([['/size', '1.50']]));
    for (const pointer of ['', '/size', '/none'])
      for (const part of ['key', 'value'] as const)
        expect(other?.place(pointer, part)).toEqual(own?.place(pointer, part));
    expect(other?.place('/size')).toMatchObject({ file: 'docs/widget.md', line: 20, column: 13 });
  });
});
