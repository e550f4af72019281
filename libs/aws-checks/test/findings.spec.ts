import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { createApp } from '@cross-account/cdk-app';
import { nagFindings } from '../src/nag-findings';
import { validatorFindings } from '../src/validator-findings';

describe('cdk-nag', () => {
  const app = createApp();
  const bucket = new Bucket(new Stack(app, 'Test'), 'Bucket');

  it('reports violations of each pack, including warnings', () => {
    const found = nagFindings(app);
    expect(found).toContain('AwsSolutions-S1 Test/Bucket/Resource');
    expect(found).toContain('NIST.800.53.R5-S3BucketVersioningEnabled Test/Bucket/Resource');
  });

  it('ignores acknowledged findings', () => {
    Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'a test' });
    expect(nagFindings(app)).not.toContain('AwsSolutions-S1 Test/Bucket/Resource');
  });
});

describe('the CloudFormation validator', () => {
  it('reports nothing for a valid template', () => {
    const app = createApp();
    new CfnTable(new Stack(app, 'Test'), 'Table', {
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
      billingMode: 'PAY_PER_REQUEST',
    });
    expect(validatorFindings(app)).toEqual([]);
  });

  it('fails the synthesis of a template that CloudFormation would reject', () => {
    const app = createApp();
    new CfnResource(new Stack(app, 'Test'), 'Table', {
      type: 'AWS::DynamoDB::Table',
      properties: { KeySchema: 'none', BillingMode: 'FREE' },
    });
    expect(() => validatorFindings(app)).toThrow(/BillingMode|FREE/);
  });
});
