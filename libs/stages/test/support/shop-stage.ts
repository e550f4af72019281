import { z } from 'zod';
import { baseShape, inStageAccountAndRegion, text, vpcRange } from '@cross-account/stages';

/** The schema of an example app's stages. */
export const shopStage = z
  .strictObject({
    ...baseShape,
    vpcCidr: vpcRange(18),
    /** The shop's name. */
    sign: text(/^[A-Z]/, 'a name'),
    owners: z.array(z.string()).readonly().exactOptional(),
  })
  .check(inStageAccountAndRegion);

export type ShopStage = Readonly<z.infer<typeof shopStage>>;

/** A valid stage. */
export const goodStage: ShopStage = {
  account: '111111111111',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: {
    certificateArn:
      'arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-4234-8234-123456789012',
  },
  vpcCidr: '192.168.0.0/16',
  sign: 'Shop',
  protect: false,
};

/** Returns the stage without one of its keys. */
export function without(key: keyof ShopStage): object {
  return Object.fromEntries(Object.entries(goodStage).filter(([name]) => name !== key));
}
