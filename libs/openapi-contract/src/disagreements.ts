/** Where a document and a service disagree about one request. */
import type { Contract, ReceivedResponse } from './contract';
import type { Reading, SentRequest } from './requests';

/** An order that is not there, and a key that was used: allowed requests that no schema can foresee. */
const BY_STATE = new Set([404, 422]);

/**
 * Returns what is wrong with an answer: something of it is not in the document, or the request is allowed and was
 * refused, or is not and was accepted. Empty when both agree.
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
