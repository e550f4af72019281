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
    'creates a stack that does not stand (%s) deletable, and protects it then',
    async (status) => {
      expect(await deploy(status)).toBe(0);
      expect(cdk.mock.calls).toEqual([[['-c', 'deletable=true']], [[]]]);
    },
  );

  it('leaves a creation that failed deletable, for the next one to repeat', async () => {
    cdk.mockResolvedValueOnce(1);
    expect(await deploy(undefined)).toBe(1);
    expect(cdk.mock.calls).toEqual([[['-c', 'deletable=true']]]);
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'DELETE_FAILED'])(
    'never lifts the protection of a stack that stands (%s)',
    async (status) => {
      expect(await deploy(status)).toBe(0);
      expect(cdk.mock.calls).toEqual([[[]]]);
    },
  );

  it('fails where the protection can’t be turned on', async () => {
    cdk.mockResolvedValueOnce(0).mockResolvedValueOnce(3);
    expect(await deploy(undefined)).toBe(3);
  });

  it('asks nothing about a stage that is not protected', async () => {
    const stackStatus = jest.fn();
    await deployInSteps({ protect: false, stackStatus, cdk, print: () => undefined });
    expect(stackStatus).not.toHaveBeenCalled();
    expect(cdk.mock.calls).toEqual([[[]]]);
  });
});
