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
  Arn: z.string().regex(FUNCTION_ARN, 'only Lambda functions are supported as targets'),
  RoleArn: z.string(),
  Input: z.string().default('{}'),
});

export const schedulerTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Scheduler::Schedule': resourceType({
    properties: z.object({
      Name: z.string().optional(),
      ScheduleExpression: rateSchema,
      FlexibleTimeWindow: z.object({
        Mode: z.literal('OFF', 'flexible time windows are not emulated'),
      }),
      State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
      Target: target,
    }),
    unread: [
      harmless('descriptive text only', 'Description'),
      harmless('a rate does not depend on the time zone', 'ScheduleExpressionTimezone'),
      harmless('nothing is encrypted', 'KmsKeyArn'),
      harmless('invocations are not retried', 'Target.RetryPolicy'),
      refusedExcept(['default'], 'schedule groups are not emulated', 'GroupName'),
      refused('a schedule runs as long as it exists', 'StartDate', 'EndDate'),
      refused(
        'flexible time windows are not emulated',
        'FlexibleTimeWindow.MaximumWindowInMinutes',
      ),
      refused('queues are not emulated', 'Target.DeadLetterConfig'),
      refused(
        'only Lambda functions are supported as targets',
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
