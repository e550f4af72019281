/** Contract tests of an OpenAPI document: validation of requests and responses, and generated requests. */
export { parseDocument, type Document, type Operation, type Parameter } from './document';
export { Contract, parameterValue, type Call, type ReceivedResponse } from './contract';
export { Requests, type Reading, type SentRequest } from './requests';
export { requestsOf } from './generate';
export { disagreements } from './disagreements';
export { examplesOf, invalidExamples, type Example } from './examples';
export { exampleRequestsOf } from './example-requests';
