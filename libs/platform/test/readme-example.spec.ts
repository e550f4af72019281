import { platform, platformSource } from '@cross-account/platform';
import { createApp } from '@cross-account/cdk-app';
import { selectStage, stageEnvironment } from '@cross-account/stages';

// #region example
const stages = {
  sandbox: { ...platform.sandbox, account: '111111111111' },
  dev: { ...platform.dev, account: '222222222222', region: 'Paris' },
  prod: { ...platform.prod, account: '<prod account id>' },
};
const stageFile = { stages, file: 'apps/shop/src/stages.ts', shared: [platformSource] };
// #endregion

describe('the example of the README', () => {
  it('has the Region of its platform', () => {
    const { stage } = selectStage(createApp({ stage: 'sandbox' }), stageFile, stageEnvironment);
    expect(stage).toMatchObject(platform.sandbox);
  });

  it('reports its own mistakes with its own file', () => {
    expect(() => selectStage(createApp({ stage: 'dev' }), stageFile, stageEnvironment)).toThrow(
      "apps/shop/src/stages.ts: stage 'dev': region must be an AWS Region",
    );
  });
});
