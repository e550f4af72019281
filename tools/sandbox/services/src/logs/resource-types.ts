/** AWS::Logs: log groups. */
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { generatedName, resourceTypesOf, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';
import { tagList, tagsByKey } from '../tags';

type Account = AccountWith<'logs'>;

const resourceType = resourceTypesOf<Account>();

const MAX_NAME_LENGTH = 512;

export const logsTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Logs::LogGroup': resourceType({
    properties: z.object({
      LogGroupName: z.string().optional(),
      RetentionInDays: z.coerce.number().optional(),
      Tags: tagList,
    }),
    unread: [
      harmless('searches look at every event here', 'FieldIndexPolicies'),
      refused('log groups under a customer key are not emulated', 'KmsKeyId'),
      refused('masked log events are not emulated', 'DataProtectionPolicy'),
      refused('resource policies of log groups are not evaluated', 'ResourcePolicyDocument'),
      refusedExcept([false], 'protected log groups are not emulated', 'DeletionProtectionEnabled'),
      refusedExcept(
        [false],
        'log events are not sent by bearer tokens here',
        'BearerTokenAuthenticationEnabled',
      ),
      refusedExcept(['STANDARD'], 'only the standard class is emulated', 'LogGroupClass'),
    ],
    identity: ({ LogGroupName }) => customName(LogGroupName),
    replaceOn: ['LogGroupName'],
    put({ LogGroupName, RetentionInDays, Tags }, context) {
      const { account } = context;
      const name = LogGroupName ?? generatedName(context, MAX_NAME_LENGTH);
      account.logs.putLogGroup(name, RetentionInDays, tagsByKey(Tags));
      const Arn = `arn:aws:logs:${account.region}:${account.id}:log-group:${name}:*`;
      return { ref: name, attributes: { Arn } };
    },
    delete: ({ ref }, { account }) => account.logs.deleteLogGroup(ref),
  }),
};
