/** What the tests of CDK apps and constructs share. */
export * from './empty-bundles';
export { describeSynthesizedTemplate } from './synthesized-template';
