/** Orders for tests. */
export * from './samples';
