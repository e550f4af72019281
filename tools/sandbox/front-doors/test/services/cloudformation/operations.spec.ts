import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import {
  accountId,
  credentialsFor,
  startAccount,
  type RunningAccount,
} from '../../../src/testing/account';
import { administrator, callQuery, type ApiAnswer } from '../../../src/testing/signed-request';

const folders = temporaryFolders();
const admin = administrator(accountId);
let running: RunningAccount;

/** More groups than fit on a page of events, since each has two events. */
const groups = Object.fromEntries(
  Array.from({ length: 60 }, (_value, index) => [
    `Logs${index}`,
    { Type: 'AWS::Logs::LogGroup', Metadata: { 'aws:cdk:path': `service/Logs${index}` } },
  ]),
);

beforeAll(async () => {
  running = await startAccount(folders());
  const template = {
    Description: 'Logs & <more>',
    Resources: groups,
    Outputs: {
      First: { Value: { Ref: 'Logs0' }, Description: 'the first', Export: { Name: 'first-group' } },
    },
  };
  await running.account.stacks.deployStack({ ...stackArtifact(template), name: 'service' });
});

afterAll(() => running.stop());

const call = (Action: string, parameters: Record<string, string> = {}, credentials = admin) =>
  callQuery(running.endpoint, credentials, 'cloudformation', { Action, ...parameters });

const StackName = 'service';

function valuesOf({ text }: ApiAnswer, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(
    ([, value = '']) => value,
  );
}

const stackId = () => running.account.stacks.find('service')?.id ?? '';

describe('stacks', () => {
  it.each(['service', 'its ID'])('are described by %s', async (name) => {
    const answer = await call('DescribeStacks', {
      StackName: name === 'its ID' ? stackId() : name,
    });
    expect(answer.status).toBe(200);
    expect(valuesOf(answer, 'StackId')).toEqual([stackId()]);
    expect(valuesOf(answer, 'StackStatus')).toEqual(['CREATE_COMPLETE']);
    expect(answer.text).toContain('<Description>Logs &#38; &#60;more&#62;</Description>');
    expect(answer.text).toMatch(
      /<Outputs><member><OutputKey>First<\/OutputKey><OutputValue>service-Logs0-[0-9a-f]+<\/OutputValue><Description>the first<\/Description><ExportName>first-group<\/ExportName><\/member><\/Outputs>/,
    );
  });

  it('are all described and listed without a name', async () => {
    expect(valuesOf(await call('DescribeStacks'), 'StackName')).toEqual(['service']);
    expect(valuesOf(await call('ListStacks'), 'StackName')).toEqual(['service']);
    const filtered = { 'StackStatusFilter.member.1': 'DELETE_COMPLETE' };
    expect(valuesOf(await call('ListStacks', filtered), 'StackName')).toEqual([]);
    expect(valuesOf(await call('ListExports'), 'Name')).toEqual(['first-group']);
  });

  it.each([
    'DescribeStacks',
    'DescribeStackEvents',
    'DescribeStackResources',
    'ListStackResources',
    'GetTemplate',
  ])('that do not exist are reported by %s', async (action) => {
    const answer = await call(action, { StackName: 'gone' });
    expect([answer.status, valuesOf(answer, 'Code'), valuesOf(answer, 'Message')]).toEqual([
      400,
      ['ValidationError'],
      ['Stack with id gone does not exist'],
    ]);
  });

  it('have their template', async () => {
    const [body = ''] = valuesOf(await call('GetTemplate', { StackName }), 'TemplateBody');
    expect(body).toContain('AWS::Logs::LogGroup');
  });
});

describe('the events of a stack', () => {
  it('are returned newest first, in pages, each once', async () => {
    const first = await call('DescribeStackEvents', { StackName });
    const [NextToken = ''] = valuesOf(first, 'NextToken');
    const second = await call('DescribeStackEvents', { StackName, NextToken });
    expect(valuesOf(first, 'EventId')).toHaveLength(100);
    expect(valuesOf(second, 'NextToken')).toEqual([]);
    const events = running.account.stacks.find('service')?.events ?? [];
    expect(events.length).toBeGreaterThan(2 * 60);
    expect([first, second].flatMap((page) => valuesOf(page, 'EventId'))).toEqual(
      events.map(({ eventId }) => eventId).reverse(),
    );
    expect(valuesOf(first, 'ResourceStatus')[0]).toBe('CREATE_COMPLETE');
    expect(valuesOf(second, 'ResourceType').at(-1)).toBe('AWS::CloudFormation::Stack');
  });

  it('reject an unknown token', async () => {
    const answer = await call('DescribeStackEvents', { StackName, NextToken: 'x' });
    expect(valuesOf(answer, 'Code')).toEqual(['ValidationError']);
  });
});

describe('the resources of a stack', () => {
  it('are described and listed', async () => {
    for (const action of ['DescribeStackResources', 'ListStackResources']) {
      const answer = await call(action, { StackName });
      expect(valuesOf(answer, 'LogicalResourceId')).toEqual(Object.keys(groups));
      expect(valuesOf(answer, 'PhysicalResourceId')[0]).toMatch(/^service-Logs0-/);
    }
  });

  it('are described one by one, with their metadata', async () => {
    const one = { StackName, LogicalResourceId: 'Logs7' };
    const answer = await call('DescribeStackResource', one);
    expect(valuesOf(answer, 'ResourceStatus')).toEqual(['CREATE_COMPLETE']);
    expect(valuesOf(answer, 'Metadata')[0]).toContain('service/Logs7');
    const gone = await call('DescribeStackResource', { StackName, LogicalResourceId: 'Gone' });
    expect(valuesOf(gone, 'Message')).toEqual(['Resource Gone does not exist for stack service']);
  });
});

describe('a role', () => {
  it('sees the stacks that its policies allow', async () => {
    const may = credentialsFor(running.account, 'cloudformation:DescribeStacks');
    expect((await call('DescribeStacks', { StackName }, may)).status).toBe(200);
    const answer = await call('GetTemplate', { StackName }, may);
    expect([answer.status, valuesOf(answer, 'Code')]).toEqual([403, ['AccessDenied']]);
    expect(valuesOf(answer, 'Message')[0]).toContain(
      `cloudformation:GetTemplate on resource: ${stackId()} because no identity-based policy`,
    );
  });
});
