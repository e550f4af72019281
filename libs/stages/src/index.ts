/** What the stages of every app say, how they are checked, and how one is chosen. */
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
