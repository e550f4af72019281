/** Orders over HTTP: bodies, parameters, problems. */
export * from './bodies';
export * from './cursor';
export * from './models';
export * from './parameters';
export * from './paths';
export * from './problems';
