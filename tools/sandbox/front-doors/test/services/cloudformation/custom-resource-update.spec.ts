import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '@sandbox/engine/template';
import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { broken } from '@sandbox/engine/testing/small-resources';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { deployments } from '../../../src/testing/deployments';

const { deploy, stack, destroy, restart } = deployments();
const folders = temporaryFolders();
let requests = '';

/** Records each request, and responds with the physical ID in the property `Id`. */
const source = () => `import { appendFileSync } from 'node:fs';
export const handler = async (event) => {
  const { RequestType, PhysicalResourceId, ResourceProperties, OldResourceProperties } = event;
  const parts = [RequestType, PhysicalResourceId, ResourceProperties.Size, OldResourceProperties?.Size];
  appendFileSync(${JSON.stringify(requests)}, parts.filter((part) => part).join(' ') + '\\n');
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({
    Status: ResourceProperties.Fail === RequestType ? 'FAILED' : 'SUCCESS', Reason: 'as requested',
    PhysicalResourceId: ResourceProperties.Id, Data: { Size: ResourceProperties.Size } }) });
};`;

let seen = 0;

/** Returns the requests to the provider since the last call. */
function takeRequests(): readonly string[] {
  const all = existsSync(requests) ? readFileSync(requests, 'utf8').trim().split('\n') : [];
  return all.slice(seen, (seen = all.length));
}

function deployIt(properties: object, more: Template['Resources'] = {}) {
  const Resources: Template['Resources'] = {
    Role: lambdaRole,
    Provider: lambdaFunction('provider', { Timeout: 20 }),
    It: {
      Type: 'Custom::Thing',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] }, ...properties },
    },
    ...more,
  };
  return deploy(Resources, { assets: { provider: functionCode(folders(), source()) } });
}

beforeEach(() => {
  requests = join(folders(), 'requests');
  seen = 0;
});

describe('the provider of a custom resource', () => {
  it('is invoked to create, to update with the old properties, and to delete', async () => {
    await deployIt({ Id: 'it-1', Size: 1 });
    await deployIt({ Id: 'it-1', Size: 2 });
    expect(stack().resources.get('It')?.attributes).toEqual({ Size: '2' });
    await destroy();
    expect(takeRequests()).toEqual(['Create 1', 'Update it-1 2 1', 'Delete it-1 2']);
  });

  it('is not invoked without a change, even after a restart', async () => {
    await deployIt({ Id: 'it-1', Size: 1 });
    await deployIt({ Id: 'it-1', Size: 1 });
    await restart();
    expect(stack().resources.get('It')?.attributes).toEqual({ Size: '1' });
    await deployIt({ Id: 'it-1', Size: 1 });
    expect(takeRequests()).toEqual(['Create 1']);
    await deployIt({ Id: 'it-1', Size: 3 });
    expect(takeRequests()).toEqual(['Update it-1 3 1']);
  });

  it('is invoked to delete the old resource at the end, if it returns another ID for an update', async () => {
    await deployIt({ Id: 'it-1', Size: 1 });
    const { events } = await deployIt({ Id: 'it-2', Size: 1 });
    expect(takeRequests()).toEqual(['Create 1', 'Update it-1 1 1', 'Delete it-1 1']);
    expect(events.slice(-3)).toEqual([
      'It DELETE_IN_PROGRESS',
      'It DELETE_COMPLETE',
      'service UPDATE_COMPLETE',
    ]);
    expect(stack().resources.get('It')?.physicalId).toBe('it-2');
  });

  it('is invoked to roll back if another resource fails', async () => {
    await deployIt({ Id: 'it-1', Size: 1 });
    await deployIt({ Id: 'it-1', Size: 2 }, { Broken: { ...broken, DependsOn: 'It' } });
    expect(takeRequests()).toEqual(['Create 1', 'Update it-1 2 1', 'Update it-1 1 2']);
    expect(stack().resources.get('It')?.attributes).toEqual({ Size: '1' });
  });

  it('is invoked to roll back to its old ID, and to delete the new one', async () => {
    await deployIt({ Id: 'it-1', Size: 1 });
    await deployIt({ Id: 'it-2', Size: 2 }, { Broken: { ...broken, DependsOn: 'It' } });
    expect(takeRequests()).toEqual([
      'Create 1',
      'Update it-1 2 1',
      'Update it-2 1 2',
      'Delete it-2 2',
    ]);
    expect(stack().resources.get('It')?.physicalId).toBe('it-1');
  });

  it('is invoked to delete a partially created resource', async () => {
    const { error } = await deployIt({ Id: 'half', Size: 1, Fail: 'Create' });
    expect(error?.message).toContain('as requested');
    expect(takeRequests()).toEqual(['Create 1', 'Delete half 1']);
    expect(stack().status).toBe('ROLLBACK_COMPLETE');
  });

  it('prevents the deletion of a stack by failing', async () => {
    await deployIt({ Id: 'it-1', Fail: 'Delete' });
    expect((await destroy()).error?.message).toContain('failed to delete: [It]');
    expect(stack().resources.get('It')?.statusReason).toContain('as requested');
    expect([...stack().resources.keys()]).toEqual(['Role', 'Provider', 'It']);
  });

  it('that fails to roll back leaves UPDATE_ROLLBACK_FAILED, which only deletion ends', async () => {
    await deployIt({ Id: 'it-1', Size: 1, Fail: 'Update' });
    const { stackEvents, error } = await deployIt(
      { Id: 'it-1', Size: 2 },
      { Broken: { ...broken, DependsOn: 'It' } },
    );
    expect(error?.message).toContain('Broken');
    expect(stackEvents.at(-1)).toMatchObject({
      status: 'UPDATE_ROLLBACK_FAILED',
      reason: 'The following resource(s) failed to update: [It].',
    });
    const again = await deployIt({ Id: 'it-1', Size: 3 });
    expect(again.error?.message).toContain('is in UPDATE_ROLLBACK_FAILED state');
    expect((await destroy()).error).toBeUndefined();
  });

  it('has the timeout of ServiceTimeout', async () => {
    const silent = { ...functionFor('export const handler = async () => {};') };
    const { error } = await deploy(silent.resources, { assets: silent.assets });
    expect(error?.message).toContain('the provider function did not respond within 1 s');
  });
});

function functionFor(code: string) {
  const resources: Template['Resources'] = {
    Role: lambdaRole,
    Provider: lambdaFunction('silent'),
    It: {
      Type: 'Custom::Thing',
      DeletionPolicy: 'Retain',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] }, ServiceTimeout: 1 },
    },
  };
  return { resources, assets: { silent: functionCode(folders(), code) } };
}
