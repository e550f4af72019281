/** The stages of service accounts: what they say, and examples of them. */
export * from './examples';
export * from './stage';
