import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EC2Client } from '@aws-sdk/client-ec2';
import { closedGroup } from '../../src/lambdas/close-default-security-group/closed-group';

/** Tests the function with the SDK's EC2 client. */
const group = { GroupId: 'sg-1', Account: '111111111111' };

describe('closing the default security group', () => {
  let server: Server;
  let calls: URLSearchParams[];
  /** EC2's error code for all calls, if any. */
  let refusal: string | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        calls.push(new URLSearchParams(body));
        response.writeHead(refusal === undefined ? 200 : 400, { 'content-type': 'text/xml' });
        response.end(
          refusal === undefined
            ? '<Response><return>true</return></Response>'
            : `<Response><Errors><Error><Code>${refusal}</Code><Message>no</Message></Error></Errors></Response>`,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function close(properties: Readonly<Record<string, unknown>> = group): Promise<unknown> {
    const ec2 = new EC2Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
    return closedGroup({ ec2 })
      .apply(properties)
      .finally(() => ec2.destroy());
  }

  beforeEach(() => {
    calls = [];
    refusal = undefined;
  });

  it("revokes EC2's default rules, ingress and egress", async () => {
    await expect(close()).resolves.toEqual({});
    expect(calls.map((call) => [call.get('Action'), call.get('GroupId')])).toEqual([
      ['RevokeSecurityGroupIngress', 'sg-1'],
      ['RevokeSecurityGroupEgress', 'sg-1'],
    ]);
    expect(calls[0]?.get('IpPermissions.1.Groups.1.GroupId')).toBe('sg-1');
    expect(calls[1]?.get('IpPermissions.1.IpRanges.1.CidrIp')).toBe('0.0.0.0/0');
  });

  it('succeeds if the rules do not exist any more', async () => {
    refusal = 'InvalidPermission.NotFound';
    await expect(close()).resolves.toEqual({});
    expect(calls).toHaveLength(2);
  });

  it('reports the error of EC2', async () => {
    refusal = 'UnauthorizedOperation';
    await expect(close()).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  });

  it("requires the group's ID", async () => {
    await expect(close({ GroupId: 'sg-1' })).rejects.toThrow('GroupId and Account are required');
    expect(calls).toEqual([]);
  });
});
