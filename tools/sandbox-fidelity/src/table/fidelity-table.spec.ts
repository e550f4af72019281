import { readFileSync } from 'node:fs';
import { documentFile } from './document-file';
import { withTables } from './fidelity-table';

it('stands in the docs as the cases are: run npx nx run sandbox-fidelity:table', () => {
  const committed = readFileSync(documentFile, 'utf8');
  expect(committed).toBe(withTables(committed));
});

it('needs a place in the document', () => {
  expect(() => withTables('# Nothing')).toThrow('The document has no <!-- cases -->');
});
