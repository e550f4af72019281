import { resolve } from 'node:path';

const docs = resolve(__dirname, '../../../../docs');

/** The committed document with the generated tables of cases, numbers and errors. */
export const documentFile = resolve(docs, 'sandbox-fidelity.md');

/** The committed page on properties, which is generated completely. */
export const propertyFile = resolve(docs, 'sandbox-properties.md');
