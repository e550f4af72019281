/** AWS::Scheduler: schedules that invoke functions at a rate. */
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { generatedName, resourceTypesOf, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';
import { rateSchema } from './rate';

type Account = AccountWith<'scheduler'>;

const resourceType = resourceTypesOf<Account>();

const FUNCTION_ARN = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;

const target = z.object({
  Arn: z.string().regex(FUNCTION_ARN, 'only functions are targets here'),
  RoleArn: z.string(),
  Input: z.string().default('{}'),
});

export const schedulerTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Scheduler::Schedule': resourceType({
    properties: z.object({
      Name: z.string().optional(),
      ScheduleExpression: rateSchema,
      FlexibleTimeWindow: z.object({ Mode: z.literal('OFF', 'a flexible time is not kept here') }),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Target: target,
    }),
    unread: [
      harmless('a text for people', 'Description'),
      harmless('a rate is the same in every time zone', 'ScheduleExpressionTimezone'),
      harmless('nothing here is encrypted', 'KmsKeyArn'),
      harmless('an invocation reaches its function at once here, or never', 'Target.RetryPolicy'),
      refusedExcept(['default'], 'groups of schedules are not emulated', 'GroupName'),
      refused('a schedule runs for as long as it stands here', 'StartDate', 'EndDate'),
      refused('a flexible time is not kept here', 'FlexibleTimeWindow.MaximumWindowInMinutes'),
      refused('there are no queues here', 'Target.DeadLetterConfig'),
      refused(
        'only functions are targets here',
        'Target.EcsParameters',
        'Target.EventBridgeParameters',
        'Target.KinesisParameters',
        'Target.SageMakerPipelineParameters',
        'Target.SqsParameters',
      ),
    ],
    identity: ({ Name }) => customName(Name),
    replaceOn: ['Name'],
    put({ Name, ScheduleExpression: rate, State, Target }, context) {
      const { scheduler } = context.account;
      const name = Name ?? generatedName(context);
      scheduler.putSchedule({
        name,
        rate,
        isEnabled: State === 'ENABLED',
        targetArn: Target.Arn,
        roleArn: Target.RoleArn,
        input: Target.Input,
      });
      return { ref: name, attributes: { Arn: scheduler.arnOf(name) } };
    },
    delete: ({ ref }, { account }) => account.scheduler.deleteSchedule(ref),
  }),
};
