import { comparison } from './markdown';
import { stackCosts } from './stack-costs';
import { templateSchema } from './template';

const keys = (count: number, more: object = {}) =>
  templateSchema.parse({
    Resources: {
      ...Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`Key${index}`, { Type: 'AWS::KMS::Key' }]),
      ),
      ...more,
    },
  });

const shop = (count: number, more?: object) => stackCosts('shop-prod', keys(count, more));

describe('what a change of templates costs', () => {
  it('is shown as a sum, and by resource type', () => {
    expect(comparison([shop(1)], [shop(3)])).toBe(
      [
        '## What it costs',
        '',
        'A month at rest: **$3.00**, before $1.00. Each million orders: $0.00, as before.',
        '',
        '| stack       | what             | before | now |     $ |',
        '| ----------- | ---------------- | ------ | --- | ----: |',
        '| `shop-prod` | KMS key, a month | 1      | 3   | +2.00 |',
        '',
        '',
      ].join('\n'),
    );
  });

  it('is shown for lower costs, and for a new stack', () => {
    expect(comparison([shop(2)], [shop(1)])).toContain('| 2      | 1   | −1.00 |');
    expect(comparison([stackCosts('shop-prod')], [shop(1)])).toContain('| 0      | 1   | +1.00 |');
  });

  it('is one line without changes', () => {
    expect(
      comparison([shop(1)], [shop(1)])
        .trim()
        .split('\n'),
    ).toEqual([
      '## What it costs',
      '',
      'A month at rest: $1.00, as before. Each million orders: $0.00, as before.',
    ]);
  });

  it('lists resources without a price', () => {
    const Gateway = { Type: 'AWS::EC2::NatGateway' };
    expect(comparison([shop(1)], [shop(1, { Gateway })])).toContain(
      'not counted:\n- `AWS::EC2::NatGateway` of `shop-prod`',
    );
  });
});
