/** What the tests of service apps share. */
export * from './describe-service-app';
