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
      harmless('queries read every event', 'FieldIndexPolicies'),
      refused(
        'log groups that are encrypted with a customer managed key are not emulated',
        'KmsKeyId',
      ),
      refused('masking of log events is not emulated', 'DataProtectionPolicy'),
      refused('resource policies of log groups are not evaluated', 'ResourcePolicyDocument'),
      refusedExcept(
        [false],
        'deletion protection of log groups is not emulated',
        'DeletionProtectionEnabled',
      ),
      refusedExcept(
        [false],
        'log events cannot be sent with bearer tokens',
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
