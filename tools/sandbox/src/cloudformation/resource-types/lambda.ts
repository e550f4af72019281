/** AWS::Lambda: functions, versions, aliases and permissions. */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType, type ResourceType } from '../resource-type';

const environment = z.object({ Variables: z.record(z.string(), z.coerce.string()) });

export const lambdaTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': resourceType(
    z.object({
      FunctionName: z.string().optional(),
      Code: z.object({ S3Key: z.string('only code from an asset is known here') }),
      Handler: z.string(),
      Role: z.string(),
      Runtime: z.string().startsWith('nodejs', 'only Node.js runtimes are known here'),
      Timeout: z.coerce.number().default(3),
      MemorySize: z.coerce.number().default(128),
      Environment: environment.default({ Variables: {} }),
      LoggingConfig: z.object({ LogGroup: z.string().optional() }).default({}),
    }),
    (properties, context) => {
      const { account, stackName, logicalId } = context;
      const unique = stableHex(12, account.id, stackName, logicalId);
      const name =
        properties.FunctionName ?? `${stackName}-${logicalId}`.slice(0, 51).concat('-', unique);
      const arn = `arn:aws:lambda:${account.region}:${account.id}:function:${name}`;
      account.lambda.createFunction({
        name,
        arn,
        roleArn: properties.Role,
        handler: properties.Handler,
        codeFolder: context.asset(properties.Code.S3Key),
        timeout: properties.Timeout,
        memorySize: properties.MemorySize,
        variables: properties.Environment.Variables,
        logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
      });
      return { ref: name, attributes: { Arn: arn } };
    },
  ),
  'AWS::Lambda::Version': resourceType(
    z.object({ FunctionName: z.string() }),
    ({ FunctionName }, { account }) => ({
      ref: `${functionArn(FunctionName, account.region, account.id)}:1`,
      attributes: {
        Version: '1',
        FunctionArn: functionArn(FunctionName, account.region, account.id),
      },
    }),
  ),
  'AWS::Lambda::Alias': resourceType(
    z.object({ FunctionName: z.string(), Name: z.string() }),
    ({ FunctionName, Name }, { account }) => {
      const ref = `${functionArn(FunctionName, account.region, account.id)}:${Name}`;
      return { ref, attributes: { AliasArn: ref } };
    },
  ),
  'AWS::Lambda::Permission': resourceType(
    z.object({
      FunctionName: z.string(),
      Action: z.string(),
      Principal: z.string(),
      SourceArn: z.string().optional(),
      SourceAccount: z.string().optional(),
    }),
    ({ FunctionName, Action, Principal, SourceArn, SourceAccount }, context) => {
      const { account, constructPath, logicalId } = context;
      const arn = functionArn(FunctionName, account.region, account.id);
      const statement = {
        Sid: logicalId,
        Effect: 'Allow',
        Principal: Principal.endsWith('.amazonaws.com')
          ? { Service: Principal }
          : { AWS: Principal },
        Action,
        Resource: arn,
        Condition: {
          ...(SourceArn ? { ArnLike: { 'aws:SourceArn': SourceArn } } : {}),
          ...(SourceAccount ? { StringEquals: { 'aws:SourceAccount': SourceAccount } } : {}),
        },
      };
      account.lambda.addPermission(arn, statement, constructPath);
      return { ref: logicalId };
    },
  ),
};

function functionArn(nameOrArn: string, region: string, account: string): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:lambda:${region}:${account}:function:${nameOrArn}`;
}
