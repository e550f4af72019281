import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { answering, functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { accountId, region, startAccount, type RunningAccount } from '../../../src/testing/account';
import { changed, oneOfEach } from '../../../src/testing/one-of-each';
import {
  administrator,
  callJson,
  callQuery,
  sendSigned,
  type ApiAnswer,
} from '../../../src/testing/signed-request';

const folders = temporaryFolders();
let running: RunningAccount;

/** Resources with these tags, of each service that supports tags. */
const tagged = (team: string) => {
  const Tags = [{ Key: 'Team', Value: team }];
  const { Role } = oneOfEach;
  return {
    Items: changed('Items', { Tags }),
    Key: changed('Key', { Tags }),
    Secret: changed('Secret', { Tags }),
    Log: changed('Log', { Tags }),
    Role: { ...Role, Properties: { ...Role.Properties, Tags } },
    Function: changed('Function', { Tags }),
    Asked: {
      ...lambdaRole,
      Properties: {
        RoleName: 'tagged',
        Tags,
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }],
        },
      },
    },
  };
};

async function deploy(team: string): Promise<void> {
  const resources = tagged(team);
  const artifact = stackArtifact(
    { Resources: resources },
    {
      'code.zip': functionCode(folders(), answering('1')),
    },
  );
  await running.account.stacks.deployStack(artifact, {});
}

beforeEach(async () => {
  running = await startAccount(folders());
  await deploy('orders');
});

afterEach(() => running.stop());

/** A role that is allowed everything on the resources of a team. */
function memberOf(team: string, action = '*'): Credentials {
  const { iam } = running.account;
  const role = iam.putRole(`of-${team}`, { tags: new Map([['team', team]]) });
  const Condition = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
  const Statement = { Effect: 'Allow', Action: action, Resource: '*', Condition };
  iam.putRolePolicy(role.name, 'May', { Version: '2012-10-17', Statement }, role.name);
  return iam.assumeRole(role.arn);
}

const json = (service: string, target: string, input: unknown) => async (who: Credentials) => {
  const { status, body } = await callJson(running.endpoint, who, target, input, service);
  return { status, text: JSON.stringify(body) };
};

type Call = (who: Credentials) => Promise<Pick<ApiAnswer, 'status' | 'text'>>;

const keyArn = () => running.account.stacks.find('service')?.resources.get('Key')?.physicalId;

const calls: readonly (readonly [name: string, call: Call])[] = [
  ['a table', json('dynamodb', 'DynamoDB_20120810.DescribeTable', { TableName: 'items' })],
  ['a secret', json('secretsmanager', 'secretsmanager.DescribeSecret', { SecretId: 'endpoint' })],
  [
    'the streams of a log group',
    json('logs', 'Logs_20140328.DescribeLogStreams', { logGroupName: 'orders' }),
  ],
  [
    'a function',
    (who) =>
      sendSigned(running.endpoint, who, {
        service: 'lambda',
        method: 'GET',
        path: '/2015-03-31/functions/reads/configuration',
      }),
  ],
  [
    'a role',
    (who) =>
      callQuery(running.endpoint, who, 'sts', {
        Action: 'AssumeRole',
        Version: '2011-06-15',
        RoleArn: `arn:aws:iam::${accountId}:role/tagged`,
        RoleSessionName: 'session',
      }),
  ],
];

describe('the tags of a template', () => {
  it.each(calls)('are compared by policies, of %s', async (_name, call) => {
    expect((await call(memberOf('orders'))).status).toBe(200);
    const refused = await call(memberOf('meals'));
    expect([400, 403]).toContain(refused.status);
    expect(refused.text).toMatch(/is not authorized to perform/);
  });

  it.each(calls)('change with an update, of %s', async (_name, call) => {
    await deploy('meals');
    expect((await call(memberOf('meals'))).status).toBe(200);
    expect((await call(memberOf('orders'))).text).toMatch(/is not authorized to perform/);
  });

  it('are compared by the policy of a key', async () => {
    const describe = (who: Credentials) =>
      json('kms', 'TrentService.DescribeKey', { KeyId: keyArn() })(who);
    const Condition = { StringNotEquals: { 'aws:ResourceTag/Team': 'orders' } };
    const Statement = [
      { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' },
      { Effect: 'Deny', Principal: '*', Action: 'kms:DescribeKey', Resource: '*', Condition },
    ];
    const { iam, stacks } = running.account;
    const role = iam.putRole('anybody');
    const update = async (team: string) => {
      const Key = { ...tagged(team).Key };
      const resources = {
        Key: { ...Key, Properties: { ...Key.Properties, KeyPolicy: { Statement } } },
      };
      await stacks.deployStack(stackArtifact({ Resources: resources }), {});
    };
    await update('orders');
    expect((await describe(iam.assumeRole(role.arn))).status).toBe(200);
    await update('meals');
    expect((await describe(iam.assumeRole(role.arn))).text).toMatch(/is not authorized to perform/);
  });
});

describe('the tags of a table', () => {
  const [, describeTable] = calls[0] as (typeof calls)[0];
  const ResourceArn = `arn:aws:dynamodb:${region}:${accountId}:table/items`;
  const change = (operation: string, input: object) =>
    json('dynamodb', `DynamoDB_20120810.${operation}`, { ResourceArn, ...input })(
      administrator(accountId),
    );

  it('include those set through the API', async () => {
    const who = memberOf('meals');
    expect((await describeTable(who)).status).toBe(400);
    await change('TagResource', { Tags: [{ Key: 'Team', Value: 'meals' }] });
    expect((await describeTable(who)).status).toBe(200);
    await change('UntagResource', { TagKeys: ['Team'] });
    expect((await describeTable(who)).status).toBe(400);
  });

  it('lose those that a template removes, and keep others', async () => {
    await change('TagResource', { Tags: [{ Key: 'by-hand', Value: 'x' }] });
    const { Items } = tagged('orders');
    const Key = 'Purpose';
    const resources = {
      Items: { ...Items, Properties: { ...Items.Properties, Tags: [{ Key, Value: '1' }] } },
    };
    await running.account.stacks.deployStack(stackArtifact({ Resources: resources }), {});
    const { text } = await change('ListTagsOfResource', {});
    const { Tags } = JSON.parse(text) as { Tags: { Key: string; Value: string }[] };
    expect(new Map(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual(
      new Map([
        ['by-hand', 'x'],
        ['Purpose', '1'],
      ]),
    );
  });
});
