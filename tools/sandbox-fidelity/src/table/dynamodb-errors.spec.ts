import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentFile } from './document-file';
import { documentedErrors, tabledErrors, treatedErrors } from './dynamodb-errors';

it('covers exactly the errors that AWS documents', () => {
  expect([...tabledErrors()].sort()).toEqual([...documentedErrors().keys()].sort());
});

it('reads the errors of an operation from the documentation of the SDK', () => {
  expect(documentedErrors().get('TransactionInProgressException')).toEqual(['TransactWriteItems']);
});

it.each([...treatedErrors()].flatMap(([name, { spec }]) => (spec ? [[name, spec]] : [])))(
  'names a spec that provokes %s',
  (name, spec) => {
    const source = readFileSync(join(dirname(documentFile), spec), 'utf8');
    expect(source).toContain(name);
  },
);
