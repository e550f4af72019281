import { resolve } from 'node:path';

const docs = resolve(__dirname, '../../../../docs');

/** The committed document that the tables of cases and numbers stand in. */
export const documentFile = resolve(docs, 'sandbox-fidelity.md');

/** The committed page on properties, which is written whole. */
export const propertyFile = resolve(docs, 'sandbox-properties.md');
