import { DELETABLE } from '@cross-account/stages';

/** What {@link deployInSteps} works with. */
export interface Steps {
  /** Whether the stage is protected: its stack and resources can't be deleted. */
  readonly protect: boolean;
  /** Returns CloudFormation's status of the stack, or undefined if there is none. */
  readonly stackStatus: () => Promise<string | undefined>;
  /** Runs the CDK CLI with these arguments after the ones that it always gets. @returns the exit code */
  readonly cdk: (added: readonly string[]) => Promise<number>;
  readonly print: (line: string) => void;
}

/** Statuses of a stack that was never created completely: it can only be deleted and created again. */
export const NEVER_CREATED: readonly string[] = [
  'REVIEW_IN_PROGRESS',
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
];

/**
 * Deploys a stack. A protected stack that does not exist yet is deployed in two steps. The first creates it
 * deletable: otherwise CloudFormation could not roll back a failed creation, and the CLI could not repeat it.
 * The second enables the protections.
 * @returns the exit code: 0 when all steps succeeded
 * @see docs/adr/0037-protection-comes-second.md
 */
export async function deployInSteps({ protect, stackStatus, cdk, print }: Steps): Promise<number> {
  if (!protect) return cdk([]);
  const status = await stackStatus();
  if (status !== undefined && !NEVER_CREATED.includes(status)) return cdk([]);
  print('The stack does not exist yet: it is created without protection first, then protected.');
  const exitCode = await cdk(['-c', `${DELETABLE}=true`]);
  return exitCode === 0 ? cdk([]) : exitCode;
}
