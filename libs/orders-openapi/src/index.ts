/** The OpenAPI document of a service, from the schemas that its functions use. */
export * from './document';
export * from './file';
