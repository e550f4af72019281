import { findVpcEndpointId } from './find-vpc-endpoint-id';
import type { SecretReader } from './find-vpc-endpoint-id';
import type { ServiceStage } from './stage';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:Shared-AbC123';
const ID = 'vpce-0a1b2c3d4e5f60718';

type Source = Pick<ServiceStage, 'vpcEndpointId' | 'vpcEndpointIdSecretArn'>;

function find(source: Source, readSecret: SecretReader) {
  const stage: ServiceStage = {
    account: '222222222222',
    region: 'eu-central-1',
    domain: 'orders.example.com',
    certificate: { publicHostedZoneId: 'Z1' },
    vpcCidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
    shardCount: 1,
    protect: false,
    ...source,
  };
  return findVpcEndpointId({ name: 'dev', stage, file: 'stages.ts' }, readSecret);
}

function failWith(name: string): SecretReader {
  return () => Promise.reject(Object.assign(new Error('refused'), { name }));
}

const neverAsked: SecretReader = () => Promise.reject(new Error('the network was touched'));

describe('findVpcEndpointId', () => {
  it('takes the ID that the stage names, without asking anyone', async () => {
    await expect(find({ vpcEndpointId: ID }, neverAsked)).resolves.toBe(ID);
  });

  it('reads the secret in the Region of its ARN', async () => {
    const asked: string[][] = [];
    const reader: SecretReader = (...request) => {
      asked.push(request);
      return Promise.resolve(ID);
    };
    await expect(find({ vpcEndpointIdSecretArn: SECRET_ARN }, reader)).resolves.toBe(ID);
    expect(asked).toEqual([[SECRET_ARN, 'eu-west-1']]);
  });

  it('says what to name when nothing is named', async () => {
    await expect(find({}, neverAsked)).rejects.toThrow(
      "stages.ts: stage 'dev': vpcEndpointIdSecretArn is missing, and vpcEndpointId is too: name one of them",
    );
  });

  it.each(['vpce', 'vpce-XYZ12345', ' vpce-0a1b2c3d4e5f60718'])(
    'refuses %j as an endpoint ID',
    async (vpcEndpointId) => {
      await expect(find({ vpcEndpointId }, neverAsked)).rejects.toThrow(
        'vpcEndpointId must look like',
      );
    },
  );

  it('refuses an ARN without its six-character suffix, before asking', async () => {
    const vpcEndpointIdSecretArn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:Shared';
    await expect(find({ vpcEndpointIdSecretArn }, neverAsked)).rejects.toThrow(
      'must be a full secret ARN with its six-character suffix',
    );
  });

  it.each([undefined, '', 'hello', '{"id":"vpce-0a1b2c3d4e5f60718"}'])(
    'refuses a secret that holds %j, without repeating it',
    async (value) => {
      await expect(
        find({ vpcEndpointIdSecretArn: SECRET_ARN }, () => Promise.resolve(value)),
      ).rejects.toThrow(/holds something else than a VPC endpoint ID \(vpce-…\)$/);
    },
  );

  it.each([
    ['AccessDeniedException', 'allowedServicePrincipalArns'],
    ['ResourceNotFoundException', 'names no secret'],
    ['TimeoutError', 'did not answer within 5 s'],
    ['CredentialsProviderError', 'needs AWS credentials'],
    ['StrangeError', 'could not be read: StrangeError: refused'],
  ])('explains %s', async (name, message) => {
    await expect(
      find({ vpcEndpointIdSecretArn: SECRET_ARN }, failWith(name)),
    ).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(message) as string,
    });
  });
});
