/** The paths, shared by the routes and the OpenAPI document. */

/** What precedes every path: the stage, or the base path of the custom domain. */
export const basePath = '/v1';
