import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deployedStack } from './stack-status';

const ENVIRONMENT = { account: '222222222222', region: 'eu-central-1' };
const ROLE = 'arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role-222222222222-eu-central-1';

const CREDENTIALS = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIAOFTHEROLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const stack = (status: string) =>
  `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>shop-prod</StackName><StackStatus>${status}</StackStatus><Outputs><member><OutputKey>VpcEndpointId</OutputKey><OutputValue>vpce-1</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe('the status of a stack', () => {
  const environment = { ...process.env };
  const requests: { action: string | null; role: string | null; signedBy: string }[] = [];
  let answers: Record<string, readonly [number, string]>;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const action = form.get('Action');
      const [, signedBy = ''] = /Credential=(\w+)/.exec(request.headers.authorization ?? '') ?? [];
      requests.push({ action, role: form.get('RoleArn'), signedBy });
      const [status, body] = answers[action ?? ''] ?? [500, ''];
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'AKIAOFAPERSON',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });
  beforeEach(() => {
    requests.length = 0;
    answers = { AssumeRole: [200, CREDENTIALS], DescribeStacks: [200, stack('CREATE_COMPLETE')] };
  });
  afterAll(async () => {
    process.env = environment;
    await new Promise((resolve) => server.close(resolve));
  });

  it('is read with the role that the CDK CLI deploys with', async () => {
    expect(await deployedStack('shop-prod', ENVIRONMENT)).toEqual({
      status: 'CREATE_COMPLETE',
      outputs: { VpcEndpointId: 'vpce-1' },
    });
    expect(requests).toEqual([
      { action: 'AssumeRole', role: ROLE, signedBy: 'AKIAOFAPERSON' },
      { action: 'DescribeStacks', role: null, signedBy: 'AKIAOFTHEROLE' },
    ]);
  });

  it('is undefined without a stack', async () => {
    const missing = error('ValidationError', 'Stack with id shop-prod does not exist');
    answers['DescribeStacks'] = [400, missing];
    expect(await deployedStack('shop-prod', ENVIRONMENT)).toBeUndefined();
  });

  it('is an error if AWS denies the call', async () => {
    answers['AssumeRole'] = [
      403,
      error('AccessDenied', 'not authorized to perform sts:AssumeRole'),
    ];
    await expect(deployedStack('shop-prod', ENVIRONMENT)).rejects.toThrow(
      `could not read the status of shop-prod as ${ROLE}: AccessDenied: not authorized`,
    );
  });
});
