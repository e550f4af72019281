/** The errors of operations on stacks. */
import type { DeployedStack } from './deployed-stack';

/** Thrown for an operation that CloudFormation rejects before it starts. */
export class StackRefusedError extends Error {
  override readonly name = 'StackRefusedError';

  /** Returns the error for an operation that is not allowed in the stack's status. */
  static of({ id, status }: DeployedStack): StackRefusedError {
    return new StackRefusedError(`Stack:${id} is in ${status} state and can not be updated.`);
  }
}

/** Thrown if an operation on a resource fails; the message names the stack, the construct and the reason. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}
