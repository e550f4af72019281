import { RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { principalsOf } from '@cross-account/cdk-app';
import type { NamedPrincipals } from '@cross-account/cdk-app';

/** The properties of a {@link SharedEndpointId}. */
export interface SharedEndpointIdProps {
  /** The execute-api endpoint's ID, or several separated by commas. */
  readonly endpointId: string;
  /** ARNs of the principals that may read it: the deployment roles of the service accounts. */
  readonly readerArns: readonly string[];
}

const NO_CREDENTIAL =
  'Contains the ID of a VPC endpoint, which grants no access and changes only with the endpoint.';

/**
 * The secret with which the consumer publishes the ID of its endpoint, which the service accounts need for
 * their resource policies. It is encrypted with a customer managed key, because a secret under the AWS
 * managed key can't be read from another account; readers may use the key only through Secrets Manager.
 */
export class SharedEndpointId extends Construct {
  readonly key: Key;
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: SharedEndpointIdProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the shared ID of the execute-api endpoint',
      enableKeyRotation: true,
      // A new deployment publishes the ID again, so no data is lost with the key.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.secret = new Secret(this, 'Secret', {
      description: 'ID of the execute-api VPC endpoint, for the resource policies of the services',
      encryptionKey: this.key,
      // The ID is not confidential, so it may be visible in the template.
      secretStringValue: SecretValue.unsafePlainText(props.endpointId),
    });
    Validations.of(this.secret).acknowledge(
      { id: 'AwsSolutions-SMG4', reason: NO_CREDENTIAL },
      { id: 'NIST.800.53.R5-SecretsManagerRotationEnabled', reason: NO_CREDENTIAL },
    );
    const groups = principalsOf(props.readerArns);
    this.allowDecryption(groups);
    this.allowReading(groups);
  }

  private allowDecryption(readers: readonly NamedPrincipals[]): void {
    const viaService = `secretsmanager.${Stack.of(this).region}.amazonaws.com`;
    for (const { name, principals, conditions } of readers) {
      this.key.addToResourcePolicy(
        new PolicyStatement({
          sid: `${name}DecryptThroughSecretsManager`,
          principals: [...principals],
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: ['*'],
          conditions: { ...conditions, StringEquals: { 'kms:ViaService': viaService } },
        }),
      );
    }
  }

  /** L1, because the L2 policy can't set `BlockPublicPolicy`. */
  private allowReading(readers: readonly NamedPrincipals[]): void {
    new CfnResourcePolicy(this, 'Policy', {
      secretId: this.secret.secretArn,
      blockPublicPolicy: true,
      resourcePolicy: new PolicyDocument({
        statements: readers.map(
          ({ name, principals, conditions }) =>
            new PolicyStatement({
              sid: `${name}ReadTheEndpointId`,
              principals: [...principals],
              actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
              resources: ['*'],
              conditions,
            }),
        ),
      }),
    });
  }
}
