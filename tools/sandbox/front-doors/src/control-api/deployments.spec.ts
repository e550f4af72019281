import type { ApiResponse } from '@sandbox/services/aws-api/api-response';
import { deploymentRoutes, type AssemblyDeployer } from './deployments';
import { LocalApi, LOCAL_API_HEADER } from './local-api';

const idle: AssemblyDeployer = {
  deploy: () => Promise.resolve([]),
  destroy: () => Promise.reject(new Error('in use')),
};

function apiOf(deployer: Partial<AssemblyDeployer> = {}) {
  const api = new LocalApi(deploymentRoutes({ ...idle, ...deployer }));
  return async (method: string, path: string, body: unknown = '', more: object = {}) => {
    const answer: ApiResponse = await api.handle({
      method,
      url: `/_sandbox${path}`,
      headers: { host: '127.0.0.1:4566', [LOCAL_API_HEADER]: 'spec', ...more },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
  };
}

const assembly = { assembly: '/dist/cdk.out/food' };

describe('a deployment over the local API', () => {
  it('reports its events until its end', async () => {
    const event = {
      eventId: '1',
      timestamp: '2026-11-22T21:00:00.000Z',
      logicalId: 'food',
      physicalId: 'arn',
      resourceType: 'AWS::CloudFormation::Stack',
      status: 'CREATE_COMPLETE' as const,
    };
    const deployed: string[] = [];
    const ask = apiOf({
      deploy: async (folder, onEvent) => {
        deployed.push(folder);
        await Promise.resolve();
        onEvent(event);
        return ['drink has to be deployed again'];
      },
    });
    const begun = await ask('POST', '/stacks', assembly);
    expect(begun.status).toBe(202);
    const url = `/deployments/${String(begun.body['id'])}`;
    expect((await ask('GET', url)).body).toMatchObject({ events: [event] });
    expect((await ask('GET', `${url}?after=1`)).body).toEqual({
      events: [],
      ended: true,
      notes: ['drink has to be deployed again'],
    });
    expect(deployed).toEqual(['/dist/cdk.out/food']);
  });

  it('reports its error', async () => {
    const ask = apiOf();
    const { body } = await ask('DELETE', '/stacks', assembly);
    const deployment = await ask('GET', `/deployments/${String(body['id'])}`);
    expect(deployment.body).toEqual({ events: [], ended: true, error: 'in use', notes: [] });
  });

  it.each([
    ['a folder that is not absolute', { assembly: 'dist' }, 'an absolute path is required'],
    ['no folder', {}, 'assembly'],
  ])('rejects %s', async (_name, body, says) => {
    const refused = await apiOf()('POST', '/stacks', body);
    expect(refused.status).toBe(400);
    expect(refused.body['message']).toContain(says);
  });

  it('rejects an unknown deployment, and an invalid cursor', async () => {
    const ask = apiOf();
    expect((await ask('GET', '/deployments/x')).status).toBe(404);
    const { body } = await ask('POST', '/stacks', assembly);
    expect((await ask('GET', `/deployments/${String(body['id'])}?after=x`)).status).toBe(400);
  });

  it('is not available to web pages', async () => {
    const deploy = jest.fn(() => Promise.resolve([]));
    const ask = apiOf({ deploy });
    expect((await ask('POST', '/stacks', assembly, { [LOCAL_API_HEADER]: undefined })).status).toBe(
      403,
    );
    expect(deploy).not.toHaveBeenCalled();
  });
});
