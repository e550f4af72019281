/** Compares a document and a service for one request. */
import type { Contract, ReceivedResponse } from './contract';
import type { Reading, SentRequest } from './requests';

/** An unknown order and a reused key: rejections of valid requests that depend on the service's state. */
const BY_STATE = new Set([404, 422]);

/**
 * Returns the problems of a response: it does not match the document, or a valid request was rejected, or an invalid
 * one accepted. Empty if document and service agree.
 */
export function disagreements(
  contract: Contract,
  request: SentRequest,
  { call, allowed }: Reading,
  answer: ReceivedResponse,
): readonly string[] {
  const { status } = answer;
  const isRefused = status >= 400 && status < 500;
  const isRefusedByState = BY_STATE.has(status) && call.kind === 'operation';
  return [
    ...contract.violations(call, answer, request.method),
    ...(status >= 500 ? [`the service failed: ${status}`] : []),
    ...(allowed === true && isRefused && !isRefusedByState
      ? [`the document allows a request that is refused with ${status}`]
      : []),
    ...(allowed === false && status < 400
      ? [`the document forbids a request that is accepted with ${status}`]
      : []),
  ];
}
