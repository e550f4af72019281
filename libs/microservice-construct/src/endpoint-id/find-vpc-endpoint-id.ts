import { secretsManagerReader, readErrorMessage } from './read-secret';
import type { SecretReader } from './read-secret';
import { ENDPOINT_IDS, stageError } from '@cross-account/stages';
import type { SelectedStage } from '@cross-account/stages';
import type { ServiceStage } from '../stage';

/**
 * Returns the ID of the consumer's execute-api VPC endpoint, or several separated by commas, as a concrete
 * string: a changed resource policy is deployed only when the template itself changes, which a token would
 * hide. Only a stage that specifies a secret accesses the network.
 * @param selected a stage that was validated by `serviceStage`
 * @throws ConfigurationError when the stage specifies no source, or its secret does not contain an endpoint
 * ID
 */
export async function findVpcEndpointId(
  selected: SelectedStage<ServiceStage>,
  readSecret: SecretReader = secretsManagerReader(),
): Promise<string> {
  const { stage } = selected;
  if (stage.vpcEndpointId !== undefined) return stage.vpcEndpointId;
  const { vpcEndpointIdSecretArn: secretArn, region, account } = stage;
  const fail = (problem: string) =>
    stageError(selected, [{ key: 'vpcEndpointIdSecretArn', problem }]);
  if (secretArn === undefined) throw fail('is missing, and so is vpcEndpointId');
  const value = await readSecret(secretArn, region).catch((error: unknown) => {
    throw fail(readErrorMessage(error, account));
  });
  if (value === undefined || !ENDPOINT_IDS.test(value)) {
    throw fail('does not contain a VPC endpoint ID (vpce-…)');
  }
  return value;
}
