import type {
  CloudFormationCustomResourceEvent,
  CloudFormationCustomResourceResponse,
} from 'aws-lambda';
import { whileIamPropagates } from './iam-propagation';

/** The attributes of a custom resource, which templates read with `Fn::GetAtt`. */
export type Attributes = Readonly<Record<string, string>>;

/** The definition of a custom resource. */
export interface CustomResource {
  /**
   * The physical ID. It is constant, so that changed properties update the resource and never replace it:
   * CloudFormation would otherwise send a Delete for the previous one.
   */
  readonly physicalResourceId: string;
  /**
   * Creates or updates the resource. It is retried for some seconds while AWS denies it, since a new role's
   * permissions take a while to be effective, and therefore has to be idempotent.
   * @param properties of the template, which are not validated
   * @throws Error whose name and message CloudFormation shows during the deployment
   */
  apply(properties: Readonly<Record<string, unknown>>): Promise<Attributes>;
}

/** The response to CloudFormation, apart from the IDs that it sent and expects back. */
type Outcome = Pick<CloudFormationCustomResourceResponse, 'Status' | 'Reason' | 'Data'>;

/** Sends the response; without one CloudFormation waits until its timeout. */
const DELIVERY_ATTEMPTS = 3;
const DELIVERY_TIMEOUT_MS = 5_000;

/** CloudFormation rejects responses above 4 KB; the reason is the only part that can be long. */
const MAX_REASON_LENGTH = 1_000;

/**
 * Returns a Lambda handler that always responds to CloudFormation, with the attributes or the error. A Delete always
 * succeeds and does nothing, so `resource` must not need a clean-up.
 */
export function customResourceHandler(
  resource: CustomResource,
): (event: CloudFormationCustomResourceEvent) => Promise<void> {
  return async (event) => {
    const outcome = await decide(resource, event);
    const { RequestType: message, RequestId: requestId } = event;
    console.log(JSON.stringify({ level: 'info', message, requestId, ...outcome }));
    await deliver(event, outcome, resource.physicalResourceId);
  };
}

async function decide(
  resource: CustomResource,
  event: CloudFormationCustomResourceEvent,
): Promise<Outcome> {
  if (event.RequestType === 'Delete') return { Status: 'SUCCESS' };
  try {
    const attributes = await whileIamPropagates(() => resource.apply(event.ResourceProperties));
    return { Status: 'SUCCESS', Data: { ...attributes } };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { Status: 'FAILED', Reason: reason.slice(0, MAX_REASON_LENGTH) };
  }
}

async function deliver(
  event: CloudFormationCustomResourceEvent,
  outcome: Outcome,
  newPhysicalResourceId: string,
): Promise<void> {
  const body = JSON.stringify({
    ...outcome,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId:
      'PhysicalResourceId' in event ? event.PhysicalResourceId : newPhysicalResourceId,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      await put(event.ResponseURL, body);
      return;
    } catch (error) {
      if (attempt === DELIVERY_ATTEMPTS) throw error;
    }
  }
}

async function put(url: string, body: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'PUT',
    // The URL is signed for an empty content type.
    headers: { 'content-type': '' },
    body,
    signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`CloudFormation rejected the response: HTTP ${answer.status}`);
}
