import type { Section } from '../../markdown/page.ts';
import type { TypeSubject } from '../fact.ts';
import type { Reading } from './reading.ts';
import { columnsOf, usable } from './tables.ts';

const columns = {
  name: /^(?:member|value|name)s?(?: name)?$/,
  value: /^(?:int )?value$/,
  description: /description/,
};

/** "Members" of an enumeration's own page, or "*x* values" sections, which describe an enumeration of that name. */
export function readEnum(reading: Reading, section: Section, subject: TypeSubject): void {
  const named = /^([A-Za-z]\w*) values$/i.exec(section.title)?.[1];
  const members = /^(?:enumeration )?members$/i.test(section.title);
  if (named === undefined && !members) return;
  const namespace = subject.name.slice(0, subject.name.lastIndexOf('.') + 1);
  const own = named === undefined ? subject : { ...subject, name: namespace + named };
  for (const table of section.blocks) {
    if (table.kind !== 'table') continue;
    const found = columnsOf(table, columns);
    for (const row of table.rows) {
      const name = (found.cell(row, 'name') ?? row.cells[0])?.text ?? '';
      if (name === '' || !usable(reading, table, row, 1)) continue;
      const number = found.cell(row, 'value')?.text ?? '';
      const value = {
        name,
        value: /^-?\d{1,15}$/.test(number) ? Number(number) : undefined,
        description: found.cell(row, 'description')?.text ?? '',
      };
      const at = reading.page.place(row.range);
      reading.facts.push({ predicate: 'enum-member', subject: own, value, kind: 'table', at });
    }
  }
}
