/**
 * Two apps in two accounts: one has a secret, encrypted with a customer managed key, that a function of the
 * other reads. As in samples about sharing secrets, the reader gets the secret's full ARN, which is known
 * once the owner is deployed.
 */
import { CfnOutput, SecretValue, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AccountPrincipal,
  type IRole,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { appIn } from './app-in';

const region = 'eu-west-1';
const owner = { account: '444444444444', region };
const reader = { account: '555555555555', region };

/**
 * The stack `Owner`, which exports the secret's ARN.
 *
 * @param isShared whether the policies allow the reader
 */
export function secretOwnerApp(outdir: string, isShared: boolean): string {
  const app = appIn(outdir);
  const stack = new Stack(app, 'Owner', { env: owner });
  const secret = new Secret(stack, 'Secret', {
    encryptionKey: new Key(stack, 'Key'),
    secretStringValue: SecretValue.unsafePlainText('opensesame'),
  });
  if (isShared) secret.grantRead(new AccountPrincipal(reader.account));
  new CfnOutput(stack, 'SecretArn', { value: secret.secretArn, exportName: 'SecretArn' });
  return app.synth().directory;
}

/** Returns an app with the stacks `ReaderRole` and `ReaderApi`; the second imports from the first. */
export function secretReaderApp(outdir: string, secretArn: string): string {
  const app = appIn(outdir);
  // The importing stack is constructed first, so that the order of construction is not the order of
  // deployment.
  const apiStack = new Stack(app, 'ReaderApi', { env: reader });
  const role = new Role(new Stack(app, 'ReaderRole', { env: reader }), 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue', 'kms:Decrypt'],
      resources: ['*'],
    }),
  );
  addApi(apiStack, role.withoutPolicyUpdates(), secretArn);
  return app.synth().directory;
}

function addApi(stack: Stack, role: IRole, secretArn: string): void {
  const handler = new Function(stack, 'Read', {
    role,
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    environment: { SECRET_ARN: secretArn },
    code: Code.fromInline(
      `const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');
      const client = new SecretsManagerClient();
      exports.handler = async () => {
        try {
          const { SecretString } = await client.send(
            new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }),
          );
          return { statusCode: 200, body: JSON.stringify({ length: SecretString.length }) };
        } catch ({ name, message }) {
          return { statusCode: 502, body: JSON.stringify({ name, message }) };
        }
      };`,
    ),
  });
  new LambdaRestApi(stack, 'Api', { handler });
}
