/**
 * The stages that every app has, in the order in which they are deployed. `stages.json` is the only list: the
 * targets of Nx, these types and the generators read it, and tests compare the workflows with it.
 */
import stages from './stages.json';

/** The name of a stage. `sandbox` runs locally, the others in AWS accounts. */
export type StageName = keyof typeof stages;

/** The name of a stage that is deployed to AWS. */
export type DeployedStageName = Exclude<StageName, 'sandbox'>;

/** All stages, in the order in which they are deployed. */
export const stageNames = Object.keys(stages) as readonly StageName[];

/** The stages that are deployed to AWS, in the order in which they are deployed. */
export const deployedStageNames = stageNames.filter((name) => name !== 'sandbox');
