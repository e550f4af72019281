/** What the tests of CDK apps and constructs share. */
export * from './empty-bundles';
export * from './synthesized-template';
