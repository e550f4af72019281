import { secretsManagerReader, whyUnreadable } from './read-secret';
import type { SecretReader } from './read-secret';
import { stageError } from '@cross-account/stages';
import type { SelectedStage } from '@cross-account/stages';
import type { ServiceStage } from '@cross-account/stages';
import { endpointSourceProblems } from '@cross-account/stages';
import { ENDPOINT_ID } from '@cross-account/stages';

/**
 * The ID of the consumer's execute-api VPC endpoint, as a concrete string: API Gateway redeploys a
 * changed resource policy only when the template itself changes, which a token would hide. Only a
 * stage that names a secret touches the network.
 * @throws ConfigurationError when the stage names no source, or its source gives no endpoint ID
 */
export async function findVpcEndpointId(
  selected: SelectedStage<ServiceStage>,
  readSecret: SecretReader = secretsManagerReader(),
): Promise<string> {
  const { stage } = selected;
  const problems = endpointSourceProblems(stage);
  if (problems.length > 0) throw stageError(selected, problems);
  if (stage.vpcEndpointId !== undefined) return stage.vpcEndpointId;
  const { vpcEndpointIdSecretArn: secretArn = '', region, account } = stage;
  const fail = (problem: string) =>
    stageError(selected, [{ key: 'vpcEndpointIdSecretArn', problem }]);
  const value = await readSecret(secretArn, region).catch((error: unknown) => {
    throw fail(whyUnreadable(error, account));
  });
  if (value === undefined || !ENDPOINT_ID.test(value)) {
    throw fail('holds something else than a VPC endpoint ID (vpce-…)');
  }
  return value;
}
