/** AWS::Logs: log groups. */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType, type ResourceType } from '../resource-type';

export const logsTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Logs::LogGroup': resourceType(
    z.object({ LogGroupName: z.string().optional() }),
    ({ LogGroupName }, { account, stackName, logicalId }) => {
      const unique = stableHex(12, account.id, stackName, logicalId);
      const name = LogGroupName ?? `${stackName}-${logicalId}-${unique}`;
      account.logs.createLogGroup(name);
      const Arn = `arn:aws:logs:${account.region}:${account.id}:log-group:${name}:*`;
      return { ref: name, attributes: { Arn } };
    },
  ),
};
