import { readFileSync } from 'node:fs';
import { uncovered } from './coverage-table';
import { documentFile, propertyFile } from './document-file';
import { withTables } from './fidelity-table';
import { propertyPage } from './property-table';

it('stands in the docs as the cases are: run npx nx run sandbox-fidelity:table', () => {
  const committed = readFileSync(documentFile, 'utf8');
  expect(committed).toBe(withTables(committed));
});

it('stands in the docs as the types are: run npx nx run sandbox-fidelity:table', () => {
  expect(readFileSync(propertyFile, 'utf8')).toBe(propertyPage());
});

it('counts every type and API that there is', () => {
  expect(uncovered()).toEqual([]);
});

it('needs a place in the document', () => {
  expect(() => withTables('# Nothing')).toThrow('The document has no <!-- cases -->');
});
