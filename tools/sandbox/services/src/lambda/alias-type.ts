/**
 * AWS::Lambda::Alias: a name for one version of a function, or for two that share the invocations.
 */
import { z } from 'zod';
import { unique, type IdentityHolder } from '@sandbox/engine/identity';
import { harmless } from '@sandbox/engine/property-declarations';
import { resourceTypesOf } from '@sandbox/engine/resource-type';
import { functionArn, functionNameOf } from './function-arn';
import type { AccountWith } from '../services';

const resourceType = resourceTypesOf<AccountWith<'lambda'>>();

export const aliasType = resourceType({
  properties: z
    .object({
      FunctionName: z.string(),
      FunctionVersion: z.string(),
      Name: z.string(),
      RoutingConfig: z
        .object({
          AdditionalVersionWeights: z
            .array(
              z.object({
                FunctionVersion: z.string(),
                FunctionWeight: z.coerce.number().min(0).max(1),
              }),
            )
            .max(1, 'Number of items in AdditionalVersionWeights cannot be greater than 1')
            .default([]),
        })
        .optional(),
      // Only validated, since environments stay warm here.
      ProvisionedConcurrencyConfig: z
        .object({ ProvisionedConcurrentExecutions: z.coerce.number() })
        .optional(),
    })
    .refine(
      ({ FunctionVersion, ProvisionedConcurrencyConfig }) =>
        FunctionVersion !== '$LATEST' || ProvisionedConcurrencyConfig === undefined,
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    ),
  unread: [harmless('descriptive text only', 'Description')],
  identity: ({ FunctionName, Name }) => {
    const functionName = functionNameOf(FunctionName);
    const message = ({ ref }: IdentityHolder) => `Alias already exists: ${ref}`;
    return [unique([functionName, Name], message)];
  },
  replaceOn: ['FunctionName', 'Name'],
  async put({ FunctionName, FunctionVersion, Name, RoutingConfig }, context) {
    const arn = functionArn(FunctionName, context);
    const [additional] = RoutingConfig?.AdditionalVersionWeights ?? [];
    await context.account.lambda.putAlias(arn, Name, {
      version: FunctionVersion,
      additional: additional && {
        version: additional.FunctionVersion,
        weight: additional.FunctionWeight,
      },
    });
    const ref = `${arn}:${Name}`;
    return { ref, attributes: { AliasArn: ref } };
  },
  delete({ properties: { FunctionName, Name } }, context) {
    context.account.lambda.deleteAlias(functionArn(FunctionName, context), Name);
  },
});
