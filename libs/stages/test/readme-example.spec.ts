import type { App } from 'aws-cdk-lib';
import { z } from 'zod';
import { createApp } from '@cross-account/cdk-app';
import { baseShape, inStageAccountAndRegion, selectStage, text } from '@cross-account/stages';
import { goodStage } from './support/shop-stage';

const shop = { ...goodStage, opens: '09:00' };
const stages = { sandbox: shop, dev: shop, prod: { ...shop, opens: 'nine' } };

// #region example
/** The schema of a stage of the shop: the common keys, and one of its own. */
const shopStage = z
  .strictObject({
    ...baseShape,
    sign: z.string(),
    /** When the shop opens. @default never */
    opens: text(/^\d\d:\d\d$/, 'a time such as 09:00').exactOptional(),
  })
  .check(inStageAccountAndRegion);

/** Returns the validated stage that `-c stage=<name>` selects. */
function selectedStage(app: App) {
  return selectStage(app, { stages, file: 'apps/shop/src/stages.ts' }, shopStage);
}
// #endregion

describe('the example of the README', () => {
  it('selects a stage', () => {
    expect(selectedStage(createApp({ stage: 'dev' })).stage.opens).toBe('09:00');
  });

  it('names file, stage and key of a mistake', () => {
    expect(() => selectedStage(createApp({ stage: 'prod' }))).toThrow(
      "apps/shop/src/stages.ts: stage 'prod': opens must be a time such as 09:00, got 'nine'",
    );
  });
});
