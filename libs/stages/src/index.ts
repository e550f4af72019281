/** The stages of all apps: schemas, validation and selection. */
export * from './configuration-error';
export * from './deployed-stage';
export * from './example-values';
export * from './formats';
export * from './ip-ranges';
export * from './select-stage';
export * from './stage';
export * from './stage-names';
export * from './stage-problems';
export * from './tags';
