import { followEndpoint } from './follow-endpoint';

describe('a service behind a replaced endpoint', () => {
  const deploy = jest.fn<Promise<number>, []>();
  const messages: string[] = [];
  const reported: string[] = [];
  beforeEach(() => {
    deploy.mockReset().mockResolvedValue(0);
    messages.length = 0;
    reported.length = 0;
  });

  const follow = (stack?: { status: string; outputs: Record<string, string> }) =>
    followEndpoint({
      stackName: 'food-service-prod',
      deployed: () => Promise.resolve(stack),
      endpointId: () => Promise.resolve('vpce-new'),
      deploy,
      print: (line) => messages.push(line),
      report: (line) => reported.push(line),
    });
  const letsIn = (VpcEndpointId: string) => ({
    status: 'UPDATE_COMPLETE',
    outputs: { VpcEndpointId },
  });

  it('is deployed again, with a message', async () => {
    expect(await follow(letsIn('vpce-old'))).toBe(0);
    expect(deploy).toHaveBeenCalledTimes(1);
    expect(reported).toEqual([
      "food-service-prod allows vpce-old, but the consumer's endpoint is vpce-new: redeploying the service.",
    ]);
  });

  it('is deployed again if its stack has no output for the endpoint', async () => {
    await follow({ status: 'CREATE_COMPLETE', outputs: {} });
    expect(deploy).toHaveBeenCalledTimes(1);
  });

  it('fails the pipeline if that deployment fails', async () => {
    deploy.mockResolvedValue(3);
    expect(await follow(letsIn('vpce-old'))).toBe(3);
  });

  it('is not deployed if it admits the current endpoint', async () => {
    expect(await follow(letsIn('vpce-new'))).toBe(0);
    expect(deploy).not.toHaveBeenCalled();
    expect(reported).toEqual([]);
    expect(messages).toEqual(["food-service-prod allows vpce-new, the consumer's endpoint."]);
  });

  it.each([undefined, { status: 'ROLLBACK_COMPLETE', outputs: {} }])(
    'is not deployed for the first time: %j',
    async (stack) => {
      expect(await follow(stack)).toBe(0);
      expect(deploy).not.toHaveBeenCalled();
    },
  );
});
