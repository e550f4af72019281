/** Helpers for tests of CDK apps and constructs. */
export * from './empty-bundles';
export { describeSynthesizedTemplate } from './synthesized-template';
