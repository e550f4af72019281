import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { customResourceHandler } from '../src/custom-resource-handler';
import type { Attributes } from '../src/custom-resource-handler';

/** Stands in for the S3 URL that receives responses to CloudFormation. */
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

function request(type: RequestType): CloudFormationCustomResourceEvent {
  const { port } = cloudFormation.address() as AddressInfo;
  return {
    RequestType: type,
    ServiceToken: 'arn:function',
    ResponseURL: `http://127.0.0.1:${port}/answer?signature=1`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'logical',
    ResourceType: 'Custom::Thing',
    ResourceProperties: { ServiceToken: 'arn:function', Colour: 'red' },
    ...(type !== 'Create' && { PhysicalResourceId: 'physical' }),
    ...(type === 'Update' && { OldResourceProperties: {} }),
  } as CloudFormationCustomResourceEvent;
}

function handler(apply: (properties: object) => Promise<Attributes>) {
  return customResourceHandler({ physicalResourceId: 'the-thing', apply });
}

const works = () => Promise.resolve({ Size: '3' });

describe('a custom resource', () => {
  it("responds with its attributes and the IDs of CloudFormation's request", async () => {
    await handler(works)(request('Create'));
    expect(received).toEqual([
      {
        method: 'PUT',
        contentType: '',
        body: {
          Status: 'SUCCESS',
          Data: { Size: '3' },
          StackId: 'stack',
          RequestId: 'request',
          LogicalResourceId: 'logical',
          PhysicalResourceId: 'the-thing',
        },
      },
    ]);
  });

  it('receives the properties of the template', async () => {
    const apply = jest.fn(works);
    await handler(apply)(request('Create'));
    expect(apply).toHaveBeenCalledWith(expect.objectContaining({ Colour: 'red' }));
  });

  it('keeps its physical ID on an update, so that it is not replaced', async () => {
    await handler(works)(request('Update'));
    expect(received[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'physical' });
  });

  it('does nothing on a delete', async () => {
    const apply = jest.fn(works);
    await handler(apply)(request('Delete'));
    expect(apply).not.toHaveBeenCalled();
    expect(received[0]?.body).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'physical' });
  });

  describe('of a new role', () => {
    const error = (name: string) => Object.assign(new Error('not yet'), { name });
    beforeEach(() => jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] }));
    afterEach(() => jest.useRealTimers());

    /** Runs a request for which `apply` fails twice, and returns the time of the response, in ms. */
    async function answered(reason: Error): Promise<number> {
      const apply = jest.fn(works).mockRejectedValueOnce(reason).mockRejectedValueOnce(reason);
      const done = handler(apply)(request('Create')).then(() => Date.now());
      await jest.runAllTimersAsync();
      return done;
    }

    it('is applied again while AWS denies what its policy allows', async () => {
      expect(await answered(error('UnauthorizedOperation'))).toBe(3_000);
      expect(received).toMatchObject([{ body: { Status: 'SUCCESS', Data: { Size: '3' } } }]);
    });

    it('fails at once for any other reason', async () => {
      expect(await answered(error('BadRequestException'))).toBe(0);
      expect(received).toMatchObject([
        { body: { Status: 'FAILED', Reason: 'BadRequestException: not yet' } },
      ]);
    });
  });

  it('reports why it failed, within CloudFormation’s length limit', async () => {
    const invalid = Object.assign(new Error('x'.repeat(5_000)), { name: 'InvalidValue' });
    await handler(() => Promise.reject(invalid))(request('Create'));
    expect(received[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: `InvalidValue: ${'x'.repeat(1_000 - 'InvalidValue: '.length)}`,
    });
  });

  it('retries if the response is not accepted', async () => {
    refusals = 2;
    await handler(works)(request('Create'));
    expect(received).toHaveLength(3);
  });

  it('fails if the response is never accepted', async () => {
    refusals = 9;
    await expect(handler(works)(request('Create'))).rejects.toThrow('HTTP 503');
  });
});
