/** How an operation on a stack ends other than well. */
import type { DeployedStack } from './deployed-stack';

/** What CloudFormation refuses before it begins. */
export class StackRefusedError extends Error {
  override readonly name = 'StackRefusedError';

  /** Returns that a stack can't be operated on in its status. */
  static of({ id, status }: DeployedStack): StackRefusedError {
    return new StackRefusedError(`Stack:${id} is in ${status} state and can not be updated.`);
  }
}

/** A resource that could not be made; the message names the stack, the construct and the reason. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}
