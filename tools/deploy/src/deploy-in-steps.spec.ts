import { deployInSteps } from './deploy-in-steps';

describe('the deployment of a stack', () => {
  const cdk = jest.fn<Promise<number>, [readonly string[]]>();
  beforeEach(() => cdk.mockReset().mockResolvedValue(0));

  const deploy = (status: string | undefined, protect = true) =>
    deployInSteps({
      protect,
      stackStatus: () => Promise.resolve(status),
      cdk,
      print: () => undefined,
    });

  it.each([undefined, 'REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'])(
    'creates a stack in state %s deletable, and protects it afterwards',
    async (status) => {
      expect(await deploy(status)).toBe(0);
      expect(cdk.mock.calls).toEqual([[['-c', 'deletable=true']], [[]]]);
    },
  );

  it('leaves a failed creation deletable, so that it can be repeated', async () => {
    cdk.mockResolvedValueOnce(1);
    expect(await deploy(undefined)).toBe(1);
    expect(cdk.mock.calls).toEqual([[['-c', 'deletable=true']]]);
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'DELETE_FAILED'])(
    'never disables the protection of a stack in state %s',
    async (status) => {
      expect(await deploy(status)).toBe(0);
      expect(cdk.mock.calls).toEqual([[[]]]);
    },
  );

  it('fails if the protection can’t be enabled', async () => {
    cdk.mockResolvedValueOnce(0).mockResolvedValueOnce(3);
    expect(await deploy(undefined)).toBe(3);
  });

  it('makes no call for a stage that is not protected', async () => {
    const stackStatus = jest.fn();
    await deployInSteps({ protect: false, stackStatus, cdk, print: () => undefined });
    expect(stackStatus).not.toHaveBeenCalled();
    expect(cdk.mock.calls).toEqual([[[]]]);
  });
});
