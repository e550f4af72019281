import type { EC2Client } from '@aws-sdk/client-ec2';
import type {
  CloudFormationCustomResourceEvent,
  CloudFormationCustomResourceResponse,
} from 'aws-lambda';
import { readAddresses } from './addresses';

/** What is told to CloudFormation, apart from the ids that it sent and wants back. */
type Outcome = Pick<CloudFormationCustomResourceResponse, 'Status' | 'Reason' | 'Data'>;

/** Tries to deliver the answer; without one CloudFormation waits until its timeout. */
const DELIVERY_ATTEMPTS = 3;
const DELIVERY_TIMEOUT_MS = 5_000;

/**
 * Constant, so that changed interfaces update the resource and never replace it: CloudFormation
 * would otherwise send a Delete for the one before.
 */
const PHYSICAL_RESOURCE_ID = 'endpoint-addresses';

/** CloudFormation refuses answers beyond 4 KB; the reason is the only part that can get long. */
const MAX_REASON_LENGTH = 1_000;

/** A handler of CloudFormation's custom resource protocol that always answers. */
export function createHandler(ec2: Pick<EC2Client, 'send'>) {
  return async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    const outcome = await decide(ec2, event);
    console.log(
      JSON.stringify({
        level: 'info',
        message: event.RequestType,
        requestId: event.RequestId,
        ...outcome,
      }),
    );
    await deliver(event, outcome);
  };
}

async function decide(
  ec2: Pick<EC2Client, 'send'>,
  event: CloudFormationCustomResourceEvent,
): Promise<Outcome> {
  if (event.RequestType === 'Delete') return { Status: 'SUCCESS' };
  try {
    const ids = interfaceIdsOf(event);
    const addresses = await readAddresses(ec2, ids);
    const data = addresses.map((address, index) => [`Address${index}`, address] as const);
    return { Status: 'SUCCESS', Data: Object.fromEntries(data) };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { Status: 'FAILED', Reason: reason.slice(0, MAX_REASON_LENGTH) };
  }
}

function interfaceIdsOf(event: CloudFormationCustomResourceEvent): string[] {
  const ids: unknown = event.ResourceProperties['NetworkInterfaceIds'];
  const isList = (value: unknown): value is string[] =>
    Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string');
  if (isList(ids)) return ids;
  throw new Error('NetworkInterfaceIds must be a list of at least one network interface ID');
}

async function deliver(event: CloudFormationCustomResourceEvent, outcome: Outcome): Promise<void> {
  const body = JSON.stringify({
    ...outcome,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    PhysicalResourceId:
      'PhysicalResourceId' in event ? event.PhysicalResourceId : PHYSICAL_RESOURCE_ID,
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
  if (!answer.ok) throw new Error(`CloudFormation refused the answer: HTTP ${answer.status}`);
}
