import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { createHandler } from './custom-resource';

/** Stands for S3, which takes CloudFormation's answers. */
let cloudFormation: Server;
let received: { method: string | undefined; contentType: string | undefined; body: unknown }[];
let refusals: number;

beforeEach(async () => {
  received = [];
  refusals = 0;
  jest.spyOn(console, 'log').mockReturnValue();
  cloudFormation = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.statusCode = refusals-- > 0 ? 503 : 200;
      response.end();
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      received.push({ method: request.method, contentType: request.headers['content-type'], body });
    });
  });
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  jest.restoreAllMocks();
  cloudFormation.closeAllConnections();
  await new Promise((resolve) => cloudFormation.close(resolve));
});

type RequestType = CloudFormationCustomResourceEvent['RequestType'];

function request(type: RequestType, properties: object): CloudFormationCustomResourceEvent {
  const { port } = cloudFormation.address() as AddressInfo;
  return {
    RequestType: type,
    ServiceToken: 'arn:function',
    ResponseURL: `http://127.0.0.1:${port}/answer?signature=1`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'logical',
    ResourceType: 'Custom::EndpointAddresses',
    ResourceProperties: { ServiceToken: 'arn:function', ...properties },
    ...(type !== 'Create' && { PhysicalResourceId: 'physical' }),
    ...(type === 'Update' && { OldResourceProperties: {} }),
  } as CloudFormationCustomResourceEvent;
}

/** EC2 that knows two interfaces and lists them in its own order. */
function ec2(send: () => Promise<unknown> = knownInterfaces): Pick<EC2Client, 'send'> {
  return { send } as Pick<EC2Client, 'send'>;
}

const knownInterfaces = () =>
  Promise.resolve({
    NetworkInterfaces: [
      { NetworkInterfaceId: 'eni-b', PrivateIpAddress: '192.168.48.7' },
      { NetworkInterfaceId: 'eni-a', PrivateIpAddress: '192.168.32.9' },
    ],
  });

const ids = { NetworkInterfaceIds: ['eni-a', 'eni-b'] };

describe('endpoint addresses', () => {
  it('answers with the addresses in the order of the interfaces', async () => {
    await createHandler(ec2())(request('Create', ids));
    expect(received).toEqual([
      {
        method: 'PUT',
        contentType: '',
        body: {
          Status: 'SUCCESS',
          Data: { Address0: '192.168.32.9', Address1: '192.168.48.7' },
          StackId: 'stack',
          RequestId: 'request',
          LogicalResourceId: 'logical',
          PhysicalResourceId: 'endpoint-addresses',
        },
      },
    ]);
  });

  it('keeps its physical ID on an update, so that nothing is replaced', async () => {
    await createHandler(ec2())(request('Update', ids));
    expect(received[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'physical' });
  });

  it('has nothing to delete, and does not ask EC2', async () => {
    const unreachable = ec2(() => Promise.reject(new Error('asked')));
    await createHandler(unreachable)(request('Delete', ids));
    expect(received[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'physical' });
  });

  it('says why EC2 failed', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'UnauthorizedOperation' });
    await createHandler(ec2(() => Promise.reject(denied)))(request('Create', ids));
    expect(received[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'UnauthorizedOperation: not authorized',
    });
  });

  it('fails when an interface is not there', async () => {
    await createHandler(ec2())(request('Create', { NetworkInterfaceIds: ['eni-c'] }));
    expect(received[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'Error: network interface eni-c has no private IP address',
    });
  });

  it.each([{}, { NetworkInterfaceIds: 'eni-a' }, { NetworkInterfaceIds: [] }])(
    'fails on %j instead of hanging',
    async (properties) => {
      await createHandler(ec2())(request('Create', properties));
      expect(received[0]?.body).toMatchObject({ Status: 'FAILED' });
    },
  );

  it('tries again when the answer was not taken', async () => {
    refusals = 2;
    await createHandler(ec2())(request('Create', ids));
    expect(received).toHaveLength(3);
  });

  it('fails loudly when the answer is never taken', async () => {
    refusals = 9;
    await expect(createHandler(ec2())(request('Create', ids))).rejects.toThrow('HTTP 503');
  });
});
