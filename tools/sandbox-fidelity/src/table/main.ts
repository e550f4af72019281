/** Writes the tables of `docs/sandbox-fidelity.md` anew, from the cases. */
import { readFileSync, writeFileSync } from 'node:fs';
import { documentFile } from './document-file';
import { withTables } from './fidelity-table';

writeFileSync(documentFile, withTables(readFileSync(documentFile, 'utf8')));
