/**
 * The sandbox's public API, for programs outside of `tools/sandbox`: runs a sandbox in the same process
 * ({@link Sandbox}), or calls one in another process ({@link SandboxClient}).
 */
export { Sandbox, type RunningFunction, type SandboxProps } from './sandbox';
export {
  FailedDeploymentError,
  SandboxClient,
  type ReceivedRequest,
  type ReceivedStackEvent,
} from './sandbox-client';
export { DataFolderError } from './data-folder';
export { PlacementError } from './placement';
export { NotRunningError } from './running-state.cjs';
export { RefusedReadError } from './secret-checks';
export type { ApiLocation, ServedApi, ServedMethod } from './served-apis';
export type { Synthesis } from './syntheses';
export type { ReceivedTrace } from './refused-read';
export type { Environment } from '@sandbox/engine/assembly-environment';
export type { StackView } from '@sandbox/engine/deployed-stack';
export { DeploymentError, StackRefusedError } from '@sandbox/engine/errors';
export type { OnStackEvent } from '@sandbox/engine/stack-events';
export type { StackEvent, StackOutput, StackResource } from '@sandbox/engine/stack-state';
export { TemplateError } from '@sandbox/engine/template';
export { UnsupportedError } from '@sandbox/engine/unsupported';
export type { OnAnswered } from '@sandbox/front-doors/https/listener';
export type {
  HopDescription,
  TraceDescription,
  TraceSummary,
  TraceView,
} from '@sandbox/kernel/trace';
