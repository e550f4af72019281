/** The stages of service accounts: schema and example values. */
export * from './examples';
export * from './stage';
