import { stackScope } from './testing/stack-scope';
import { resolve } from './intrinsics';

const cidr = (...argument: readonly unknown[]) =>
  resolve({ 'Fn::Cidr': argument }, stackScope({ Resources: {} }), 'P');

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
describe('Fn::Cidr', () => {
  it.each([
    [['192.168.0.0/24', '6', '5'], [0, 32, 64, 96, 128, 160].map((it) => `192.168.0.${it}/27`)],
    [
      ['10.0.0.0/16', 2, 12],
      ['10.0.0.0/20', '10.0.16.0/20'],
    ],
    [['10.0.0.0/16', 1, 16], ['10.0.0.0/16']],
    [['10.0.255.0/24', 1], ['10.0.255.0/24']],
    [['10.1.2.3/32', 1, 0], ['10.1.2.3/32']],
    [
      ['0.0.0.0/0', 2, 31],
      ['0.0.0.0/1', '128.0.0.0/1'],
    ],
    [
      ['255.255.255.254/31', 2, 0],
      ['255.255.255.254/32', '255.255.255.255/32'],
    ],
  ])('of %j returns %j', (argument, expected) => {
    expect(cidr(...argument)).toEqual(expected);
  });

  it('returns up to 256 networks, which may be all of a block', () => {
    const networks = cidr('10.0.0.0/16', 256, 8);
    expect(networks).toHaveLength(256);
    expect(networks).toContain('10.0.255.0/24');
  });

  it.each([
    [['10.0.0.0/24', 3, 7], '10.0.0.0/24 into 3 networks of 7 host bits'],
    [['10.0.0.0/8', 257, 8], '10.0.0.0/8 into 257 networks of 8 host bits'],
    [['10.0.0.0/16', 0, 8], '10.0.0.0/16 into 0 networks of 8 host bits'],
    [['10.0.0.0/16', 1.5, 8], '10.0.0.0/16 into 1.5 networks of 8 host bits'],
    [['10.0.0.0/16', 'two', 8], '10.0.0.0/16 into NaN networks of 8 host bits'],
    [['10.0.0.0/16', 1, -1], '10.0.0.0/16 into 1 networks of -1 host bits'],
    [['10.0.0.0/16', 1, 33], '10.0.0.0/16 into 1 networks of 33 host bits'],
    [['10.0.0.0/33', 1, 0], '10.0.0.0/33 into 1 networks of 0 host bits'],
  ])("can't divide %j", (argument, says) => {
    expect(() => cidr(...argument)).toThrow(`P: Fn::Cidr can't divide ${says}`);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0/16',
    '10.0.300.0/16',
    '10.0.0.0/8/16',
    'x/10.0.0.0/16',
  ])("can't divide %s, which is not a CIDR block", (block) => {
    expect(() => cidr(block, 1, 8)).toThrow(
      `P: Fn::Cidr can't divide ${block} into 1 networks of 8 host bits`,
    );
  });
});
