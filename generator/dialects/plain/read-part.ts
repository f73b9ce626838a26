import type { Block, Fence } from '../../markdown/page.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { columnsOf } from '../columns.ts';
import { exampleBody } from '../example-body.ts';
import type { ExampleBody, PageSubject, TypeText } from '../fact.ts';
import { httpMessage } from '../http-message.ts';
import { reportJson } from '../report-json.ts';
import { statusIn } from './label.ts';
import type { LabelledBlock, Part } from './part.ts';
import type { Reading } from './reading.ts';
import { type PlainRow, plainType, rowOfItem, rowsOf } from './rows.ts';

const leftOut = defineProblem<{ what: string; why: string }>({
  code: 'docs/left-out',
  severity: 'info',
  summary: 'A page says something that no OpenAPI document is made of.',
  message: (p) => `this ${p.what} was left out: ${p.why}`,
});

/** Reads what a page says of one endpoint. */
export class PartReader {
  readonly #reading: Reading;
  readonly #part: Part;
  readonly #subject: PageSubject;
  /** The status that the next body answers with. */
  #status: number | undefined;
  #requests = 0;
  #responses = 0;

  constructor(reading: Reading, part: Part) {
    this.#reading = reading;
    this.#part = part;
    const { method, path } = part.endpoint;
    this.#subject = { of: 'page', file: reading.page.file, part: `${method} ${path}` };
  }

  read(): void {
    const { page, facts } = this.#reading;
    const { endpoint, title } = this.#part;
    const subject = this.#subject;
    const at = page.place(endpoint.range);
    if (!/^\/(?:[^{}\s]|\{[^{}]+\})*$/.test(endpoint.path) || endpoint.path.includes('...')) {
      this.#reading.diagnostics.push(
        leftOut.at(at, { what: `path ${endpoint.path}`, why: 'it is no path template' }),
      );
      const value = { what: 'request-line', text: endpoint.path, reason: 'no path template' } as const;
      facts.push({ predicate: 'malformed', subject, value, kind: 'request', at });
      return;
    }
    const { method, path, query, origin } = endpoint;
    facts.push({
      predicate: 'request-line',
      subject,
      value: { method, path, query, origin },
      kind: 'request',
      at,
    });
    if (title)
      facts.push({
        predicate: 'title',
        subject,
        value: title.text,
        kind: 'prose',
        at: page.place(title.range),
      });
    if (endpoint.rest !== '')
      facts.push({ predicate: 'description', subject, value: endpoint.rest, kind: 'prose', at });
    for (const block of this.#part.blocks) this.#block(block);
  }

  #block(labelled: LabelledBlock): void {
    const { block, label, rest } = labelled;
    const answer = label?.kind === 'response';
    if (block.kind === 'heading') this.#status = undefined;
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
      case 'quote':
        if (answer) this.#sentence(rest, block, label.status);
        else if (label === undefined && block.kind !== 'heading') this.#description(block, rest);
        return;
      case 'list':
        if (answer)
          for (const item of block.items)
            this.#sentence(item.inline.text, { ...block, range: item.range }, undefined);
        else if (label && label.kind !== 'other')
          for (const item of block.items) {
            const row = rowOfItem(this.#reading, item);
            if (row) this.#row(row, labelled);
          }
        return;
      case 'table':
        if (!this.#statuses(block))
          for (const row of rowsOf(this.#reading, block) ?? []) this.#row(row, labelled);
        return;
      case 'fence':
        this.#fence(block, labelled);
        return;
      default:
        return;
    }
  }

  #description(block: Block, text: string): void {
    if (text === '') return;
    const { page, facts } = this.#reading;
    const at = page.place(block.range);
    facts.push({ predicate: 'description', subject: this.#subject, value: text, kind: 'prose', at });
  }

  /** `200 OK`, `404 Not Found — no such ship`, `Status: 201 Created`, `200: done | 404: no such ship`. */
  #sentence(text: string, block: Block, labelled: number | undefined): void {
    const pieces = text.split(/\s\|\s/);
    const single = pieces.length === 1 ? (statusIn(text) ?? labelled) : labelled;
    if (single !== undefined) this.#status = single;
    for (const [i, piece] of pieces.entries()) {
      const status = i === 0 ? single : statusIn(piece);
      if (status === undefined) continue;
      const after = piece.slice(piece.indexOf(String(status)) + 3);
      const written = /^[\s`):]*([A-Z][A-Za-z-]*(?: [A-Z][A-Za-z-]*){0,3})/.exec(after)?.[1];
      const reason = piece.includes(String(status)) ? (written ?? '').replace(/ Content-Type$/, '') : '';
      this.#response(status, reason, undefined, piece, block.range);
    }
  }

  #response(
    status: number,
    reason: string,
    type: TypeText | undefined,
    text: string,
    range: Block['range'],
  ): void {
    const { page, facts } = this.#reading;
    const value = { status, reason, type, others: [], empty: false, headers: [], text };
    facts.push({
      predicate: 'response',
      subject: this.#subject,
      value,
      kind: 'prose',
      at: page.place(range),
    });
  }

  /** A table of status codes, wherever it stands. */
  #statuses(table: Block & { kind: 'table' }): boolean {
    const found = columnsOf(table, {
      status: /^(?:(?:http|response|status|error) ?)*(?:code|status)s?$/,
      type: /^(?:schema|type|body|model|response(?: type| body| schema)?|returns)$/,
      description: /^(?:description|meaning|reason|message|details?|when|notes?|name|cause)$/,
    });
    if (!found.has('status')) return false;
    const rows = table.rows.map((row) => ({
      row,
      status: statusIn(` ${found.cell(row, 'status')?.text ?? ''}`),
    }));
    if (!rows.some(({ status }) => status !== undefined)) return false;
    for (const { row, status } of rows) {
      const description = found.cell(row, 'description')?.text ?? '';
      const cell = found.cell(row, 'type');
      const named =
        cell &&
        /^\[?[A-Za-z_][\w.]*(?:\[\])?\]?$|\bof\b|</.test(cell.text) &&
        !/^(?:none|inline|empty)$/i.test(cell.text);
      const type = cell && named ? plainType(cell.text, cell.links[0]?.target) : undefined;
      if (status !== undefined) this.#response(status, description, type, description, row.range);
    }
    return true;
  }

  #row(row: PlainRow, { label }: LabelledBlock): void {
    const { page, facts } = this.#reading;
    const { value } = row;
    const at = page.place(row.range);
    const subject = this.#subject;
    const { name, type, description, required, values } = value;
    const nested = /[.[\]]/.test(name);
    if (label?.kind === 'response') {
      if (nested || (this.#status ?? label.status ?? 200) >= 300)
        this.#leave(`row "${name}"`, 'it describes a nested or error body', row);
      else facts.push({ predicate: 'response-property', subject, value, kind: 'table', at });
      return;
    }
    if (label?.kind === 'other') return;
    const where = this.#placeOf(row, label);
    const parameter = { name, type, description, required, values };
    if (where === 'path')
      facts.push({ predicate: 'path-parameter', subject, value: parameter, kind: 'table', at });
    else if (where === 'query')
      facts.push({ predicate: 'query-option', subject, value: parameter, kind: 'table', at });
    else if (where === 'header')
      facts.push({
        predicate: 'header',
        subject,
        value: { name, description, required: required === true, isValue: false },
        kind: 'table',
        at,
      });
    else if (where === 'body' && !nested)
      facts.push({ predicate: 'body-property', subject, value, kind: 'table', at });
    else
      this.#leave(
        `row "${name}"`,
        where === 'body' ? 'it describes a nested value' : `docpact knows no parameters in "${where}"`,
        row,
      );
  }

  /** The "In" column, else the heading, else the path that names it, else what the method usually sends. */
  #placeOf(row: PlainRow, label: LabelledBlock['label']): string {
    if (row.in !== undefined && row.in !== '') {
      if (/path|url|uri|route/.test(row.in)) return 'path';
      return /quer/.test(row.in)
        ? 'query'
        : /header/.test(row.in)
          ? 'header'
          : /body|form|json|payload/.test(row.in)
            ? 'body'
            : row.in;
    }
    if (label?.in) return label.in;
    if (label?.kind === 'headers') return 'header';
    if (label?.kind === 'body') return 'body';
    const { method, path } = this.#part.endpoint;
    if (path.includes(`{${row.value.name}}`)) return 'path';
    return /^(?:GET|DELETE|HEAD)$/.test(method) ? 'query' : 'body';
  }

  #leave(what: string, why: string, row: PlainRow): void {
    const at = this.#reading.page.place(row.range);
    this.#reading.diagnostics.push(leftOut.at(at, { what, why }));
  }

  #fence(fence: Fence, { label }: LabelledBlock): void {
    const { page } = this.#reading;
    const status = /^\s*(?:status\s*:?|http\/\d(?:\.\d)?)\s+([1-5]\d\d)\b[ \t]*([^\n]*)/i.exec(fence.content);
    const message = httpMessage(page, fence);
    if (status?.[1] !== undefined && message?.start.kind !== 'request') {
      this.#status = Number(status[1]);
      this.#response(this.#status, (status[2] ?? '').trim(), undefined, status[0].trim(), fence.body);
      if (message?.body) this.#answer(message.body, fence);
      return;
    }
    if (message?.start.kind === 'request') {
      this.#ask(message.body, fence);
      return;
    }
    const content = fence.content.trim();
    if (!/^[{[]/.test(content)) return;
    const start = fence.content.indexOf(content);
    const body = exampleBody(page, fence, start, start + content.length);
    const { facts, diagnostics } = this.#reading;
    reportJson({ subject: this.#subject, facts, diagnostics }, body, []);
    if (label?.kind === 'response') this.#answer(body, fence);
    else if (label && /^(?:body|request|parameters)$/.test(label.kind)) this.#ask(body, fence);
    else {
      const at = page.place(fence.body);
      this.#reading.diagnostics.push(
        leftOut.at(at, { what: 'JSON', why: 'nothing above it says whether it is sent or answered' }),
      );
    }
  }

  #ask(body: ExampleBody | undefined, fence: Fence): void {
    const { method, path } = this.#part.endpoint;
    const index = this.#requests++;
    const value = { index, heading: '', name: undefined, headers: [], body, method, url: path };
    const at = this.#reading.page.place(fence.body);
    this.#reading.facts.push({
      predicate: 'example-request',
      subject: this.#subject,
      value,
      kind: 'example',
      at,
    });
  }

  #answer(body: ExampleBody, fence: Fence): void {
    const value = {
      index: this.#responses++,
      heading: '',
      name: undefined,
      headers: [],
      body,
      request: undefined,
      status: this.#status ?? 0,
      reason: '',
      annotatedType: undefined,
      truncated: undefined,
      isCollection: undefined,
    };
    const at = this.#reading.page.place(fence.body);
    this.#reading.facts.push({
      predicate: 'example-response',
      subject: this.#subject,
      value,
      kind: 'example',
      at,
    });
  }
}
