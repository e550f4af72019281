/**
 * Values that all accounts of a stage share. Replace the values in angle brackets, manually or with
 * `npx nx g workspace-plugin:configure`.
 */
import type { BaseStage, SharedValues, StageName } from '@cross-account/stages';

/** Region and domain of all accounts of a stage. */
export const platform = {
  sandbox: { region: 'eu-central-1', domain: 'orders.localhost' },
  dev: {
    region: 'eu-central-1',
    domain: '<dev domain that you own, such as dev.orders.example.com>',
  },
  prod: {
    region: 'eu-central-1',
    domain: '<prod domain that you own, such as orders.example.com>',
  },
} as const satisfies Record<StageName, Pick<BaseStage, 'region' | 'domain'>>;

/** The source of these values in stages, for messages. */
export const platformSource: SharedValues = {
  file: 'libs/platform/src/platform.ts',
  values: platform,
};
