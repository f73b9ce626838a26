import type { Row, Section, Table } from '../../markdown/page.ts';
import { sectionsBelow } from '../../markdown/sections.ts';
import { gather } from '../../model/gather.ts';
import { columnsOf } from '../columns.ts';
import type { HeaderRow } from '../fact.ts';
import type { Reading } from './reading.ts';
import { usable } from './tables.ts';

const columns = {
  name: /^(?:request |response |http )?(?:header|name|key)s?(?: name)?$/,
  value: /^values?$/,
  required: /^required\??$|^optional\??$/,
  description: /description|details|remarks|notes/,
  type: /^(?:data )?type$/,
};

export interface ReadHeader {
  readonly row: Row;
  readonly value: HeaderRow;
}

/** The rows of "Request headers", whichever layout the table has. */
export function readHeaders(reading: Reading, section: Section): void {
  for (const table of sectionsBelow(section).flatMap(({ title, blocks }) =>
    isOfValues(title) ? [] : blocks,
  )) {
    if (table.kind !== 'table') continue;
    for (const { row, value } of headerRows(reading, table)) {
      const at = reading.page.place(row.range);
      reading.facts.push({ predicate: 'header', subject: reading.subject, value, kind: 'table', at });
    }
  }
}

/** "Prefer header values": what one header may say. */
function isOfValues(title: string): boolean {
  return /\bvalues$/i.test(title.trim());
}

/** `*if-match*`, `` `Prefer: outlook.timezone` ``, `Prefer outlook.timezone="…"`: a name, and a value beside it. */
const nameCell = /^([!#$%&'+.^_|~A-Za-z0-9-]+)\s*(?::\s*|\s+(?=[\w.-]+=)|$)(.*)$/;

export function headerRows(reading: Reading, table: Table): ReadHeader[] {
  const found = columnsOf(table, columns);
  return gather(table.rows, (row) => {
    if (!usable(reading, table, row, 2)) return [];
    const cell = found.cell(row, 'name') ?? row.cells[0];
    const value = found.cell(row, 'value');
    const description = found.cell(row, 'description');
    const plain = (cell?.text ?? '').replace(/[`*"]/g, '').replace(/\s*\((?:optional|required)\)$/i, '');
    const match = nameCell.exec(plain.trim());
    if (!match?.[1]) return [];
    const beside = found.has('value') || found.has('description') ? undefined : row.cells[1];
    const parts = [match[2], value?.text, description?.text, beside?.text];
    const text = parts.filter((part) => part !== undefined && part !== '').join(' ');
    const stated = found.cell(row, 'required')?.text;
    const isValue = value !== undefined && (description === undefined || description.text === '');
    return [
      {
        row,
        value: {
          name: match[1],
          description: text,
          required: isRequired(stated, cell?.text ?? '', text),
          isValue,
        },
      },
    ];
  });
}

function isRequired(stated: string | undefined, name: string, text: string): boolean {
  if (stated !== undefined && stated !== '') return /^(?:yes|y|required|true|x|\u2713)\b/i.test(stated);
  if (/\(required\)/i.test(name)) return true;
  if (/\bnot required\b|\boptional\b/i.test(`${name} ${text}`)) return false;
  // "Required if …", "required for …" hold under a condition.
  return /\brequired\b(?! (?:if|when|only|for|unless|by|to)\b)/i.test(text);
}
