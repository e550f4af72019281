import { readFileSync } from 'node:fs';
import { uncovered } from './coverage-table';
import { documentFile, propertyFile } from './document-file';
import { withTables } from './fidelity-table';
import { propertyPage } from './property-table';

it('has an up-to-date table of cases in the docs: run npx nx run sandbox-fidelity:table', () => {
  const committed = readFileSync(documentFile, 'utf8');
  expect(committed).toBe(withTables(committed));
});

it('has an up-to-date table of types in the docs: run npx nx run sandbox-fidelity:table', () => {
  expect(readFileSync(propertyFile, 'utf8')).toBe(propertyPage());
});

it('counts all types and APIs', () => {
  expect(uncovered()).toEqual([]);
});

it('needs a placeholder in the document', () => {
  expect(() => withTables('# Nothing')).toThrow('The document has no <!-- cases -->');
});
