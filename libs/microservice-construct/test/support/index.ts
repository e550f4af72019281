/** Helpers for tests of service apps. */
export * from './describe-service-app';
