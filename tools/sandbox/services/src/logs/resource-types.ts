/** AWS::Logs: log groups. */
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { generatedName, resourceTypesOf, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'logs'>;

const resourceType = resourceTypesOf<Account>();

const MAX_NAME_LENGTH = 512;

export const logsTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Logs::LogGroup': resourceType({
    properties: z.object({
      LogGroupName: z.string().optional(),
      RetentionInDays: z.coerce.number().optional(),
    }),
    identity: ({ LogGroupName }) => customName(LogGroupName),
    replaceOn: ['LogGroupName'],
    put({ LogGroupName, RetentionInDays }, context) {
      const { account } = context;
      const name = LogGroupName ?? generatedName(context, MAX_NAME_LENGTH);
      account.logs.putLogGroup(name, RetentionInDays);
      const Arn = `arn:aws:logs:${account.region}:${account.id}:log-group:${name}:*`;
      return { ref: name, attributes: { Arn } };
    },
    delete: ({ ref }, { account }) => account.logs.deleteLogGroup(ref),
  }),
};
