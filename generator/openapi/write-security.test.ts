import { describe, expect, it } from 'vitest';
import type { Operation, PermissionSet } from '../model/description.ts';
import { originOf } from './source-map.ts';
import { Draft } from './write-draft.ts';
import { writePermissions, writeSecurity } from './write-security.ts';

function row(line: number, given: Partial<PermissionSet> & { readonly names: readonly string[] }) {
  const { names, ...rest } = given;
  const origin = { places: [{ file: 'ship.md', line, column: 1 }] };
  return {
    ...{ flow: 'delegated', account: 'work', order: 'least-first', wording: undefined, circumstance: '' },
    ...{ label: 'Delegated (work or school account)', origin },
    ...rest,
    scopes: names.map((value) => ({ value, origin })),
  } as const satisfies PermissionSet;
}

/** What is written of the rows, and the line of each item. */
function written(permissions: readonly PermissionSet[], write: typeof writeSecurity, member: string) {
  const draft = new Draft({ nullable: 'documented' });
  const value = write({ permissions } as unknown as Operation, '/get', draft);
  const sources = { origins: new Map(draft.take().origins) };
  const lines = value?.map((_, i) => originOf(sources, `/get/${member}/${i}`)?.places[0]?.line);
  return { value, lines, marks: sources.origins.size };
}

const rows = [
  row(7, {
    flow: 'application',
    account: undefined,
    label: 'Application',
    names: ['Ship.Read', 'Ship.Sail'],
  }),
  row(5, { names: ['Ship.Read', 'Ship.Sail'] }),
  row(6, { account: 'personal', label: 'Personal', names: [], wording: 'Not supported.' }),
];

describe('permissions', () => {
  it('are alternatives, each with the line of its row; marks only where the row is another one', () => {
    const { value, lines, marks } = written(rows, writeSecurity, 'security');
    expect(value).toEqual([
      { delegated: ['Ship.Read'] },
      { delegated: ['Ship.Sail'] },
      { application: ['Ship.Read'] },
      { application: ['Ship.Sail'] },
    ]);
    expect([lines, marks]).toEqual([[5, 5, 7, 7], 3]);
  });

  it('are rows that say only what is not usual, each with its line', () => {
    const { value, lines } = written(rows, writePermissions, 'x-docpact-permissions');
    expect(value).toEqual([
      { flow: 'application', order: 'least-first', scopes: ['Ship.Read', 'Ship.Sail'] },
      { flow: 'delegated', account: 'work', order: 'least-first', scopes: ['Ship.Read', 'Ship.Sail'] },
      { flow: 'delegated', account: 'personal', label: 'Personal', scopes: [] },
    ]);
    expect(lines).toEqual([7, 5, 6]);
  });

  it('are none where no row has a scope, and where there is nothing to say beside `security`', () => {
    expect(written([row(5, { names: [] })], writeSecurity, 'security').value).toBeUndefined();
    const plain = row(5, { account: undefined, names: ['Ship.Read'] });
    expect(written([plain], writePermissions, 'x-docpact-permissions').value).toBeUndefined();
  });
});
