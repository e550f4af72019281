import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { createApp } from '@cross-account/cdk-app';
import { ClosedDefaultSecurityGroup } from '../src/closed-default-security-group';

describe('ClosedDefaultSecurityGroup', () => {
  const template = (() => {
    const stack = new Stack(createApp(), 'Test', {
      env: { account: '111111111111', region: 'eu-central-1' },
    });
    const vpc = new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    new ClosedDefaultSecurityGroup(stack, 'Closed', {
      vpc: vpc as IVpc & Pick<Vpc, 'vpcDefaultSecurityGroup'>,
    });
    return Template.fromStack(stack);
  })();
  const group = { 'Fn::GetAtt': [Match.stringLikeRegexp('Vpc'), 'DefaultSecurityGroup'] };

  it('closes the default security group of the VPC', () => {
    template.hasResourceProperties('Custom::ClosedDefaultSecurityGroup', {
      GroupId: group,
      Account: '111111111111',
    });
  });

  it('may take rules away from that group and do nothing else of EC2', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
            Resource: {
              'Fn::Join': ['', ['arn:aws:ec2:eu-central-1:111111111111:security-group/', group]],
            },
          },
        ]),
      },
    });
  });
});

/** The function as it is deployed, in a process of its own, with the SDK's real EC2 client. */
describe('closing the default security group', () => {
  let server: Server;
  let calls: URLSearchParams[];
  let answers: unknown[];
  /** EC2's error code for every call, if any. */
  let refusal: string | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        if (request.method === 'PUT') {
          answers.push(JSON.parse(body));
          response.end();
          return;
        }
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

  async function invoke(requestType: string): Promise<unknown> {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const event = {
      RequestType: requestType,
      ResponseURL: `${endpoint}/answer`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'logical',
      ResourceProperties: { GroupId: 'sg-1', Account: '111111111111' },
    };
    const source = path.join(
      __dirname,
      '../src/lambda-sources/close-default-security-group/handler.mjs',
    );
    const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(source).href)});
      await handler(${JSON.stringify(event)});`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'key',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    });
    return answers.at(-1);
  }

  beforeEach(() => {
    calls = [];
    answers = [];
    refusal = undefined;
  });

  it('takes away the rules that EC2 gave it, in and out', async () => {
    await expect(invoke('Create')).resolves.toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'sg-1',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'logical',
    });
    expect(calls.map((call) => [call.get('Action'), call.get('GroupId')])).toEqual([
      ['RevokeSecurityGroupIngress', 'sg-1'],
      ['RevokeSecurityGroupEgress', 'sg-1'],
    ]);
    expect(calls[0]?.get('IpPermissions.1.Groups.1.GroupId')).toBe('sg-1');
    expect(calls[1]?.get('IpPermissions.1.IpRanges.1.CidrIp')).toBe('0.0.0.0/0');
  });

  it('is content when the rules are gone already', async () => {
    refusal = 'InvalidPermission.NotFound';
    await expect(invoke('Update')).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(calls).toHaveLength(2);
  });

  it('says why EC2 refused', async () => {
    refusal = 'UnauthorizedOperation';
    await expect(invoke('Create')).resolves.toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('UnauthorizedOperation') as string,
    });
  });

  it('leaves the group alone when the stack goes', async () => {
    await expect(invoke('Delete')).resolves.toMatchObject({ Status: 'SUCCESS' });
    expect(calls).toEqual([]);
  });
});
