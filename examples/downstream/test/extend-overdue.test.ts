import { readFileSync } from 'node:fs';
import { createMock } from 'docpact/mock';
import { createChecker } from 'docpact/testing';
import { expect, it } from 'vitest';
import { extendOverdue } from '../src/extend-overdue.js';
import { createClient } from '../src/generated/client.js';

const spec = readFileSync('openapi.yaml');

it('extends loans in the mock, asking nothing that the spec does not allow', async () => {
  const loan = { id: 'loan-7', title: 'On Types', borrower: 'Grace', due: '2026-01-01', note: null };
  const mock = createMock(spec, { seed: { '/loans': [loan] } });
  const library = createClient({ auth: 'token', fetch: createChecker(spec).fetch(mock.fetch) });
  expect(await extendOverdue(library, '2026-02-01')).toEqual(['Grace']);
  expect(await library.loans.byId('loan-7').get()).toEqual({ ...loan, due: '2026-02-01' });
});
