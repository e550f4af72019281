/** What a stage says: its form, its checks, and how one is chosen. */
export * from './configuration-error';
export * from './deployed-stage';
export * from './example-stages';
export * from './example-values';
export * from './platform';
export * from './select-stage';
export * from './stage';
export * from './stage-checks';
export * from './stage-formats';
