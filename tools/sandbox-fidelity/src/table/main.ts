/** Writes the tables of `docs/sandbox-fidelity.md` and `docs/sandbox-properties.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { documentFile, propertyFile } from './document-file';
import { withTables } from './fidelity-table';
import { propertyPage } from './property-table';

writeFileSync(documentFile, withTables(readFileSync(documentFile, 'utf8')));
writeFileSync(propertyFile, propertyPage());
