import { resolve } from 'node:path';

/** The committed document that the tables stand in. */
export const documentFile = resolve(__dirname, '../../../../docs/sandbox-fidelity.md');
