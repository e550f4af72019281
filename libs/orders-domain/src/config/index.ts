/** The functions' environment. */
export * from './environment';
