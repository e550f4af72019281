import fc from 'fast-check';
import { BlockList } from 'node:net';
import { ipRange } from './ip-address';

describe('a range of addresses', () => {
  it.each(['ipv4', 'ipv6'] as const)(
    'contains the addresses that Node.js finds in it (%s)',
    (family) => {
      const address = family === 'ipv4' ? fc.ipV4() : fc.ipV6();
      const prefix = fc.nat(family === 'ipv4' ? 32 : 128);
      fc.assert(
        fc.property(address, prefix, address, (base, length, candidate) => {
          const blockList = new BlockList();
          blockList.addSubnet(base, length, family);
          const range = ipRange(`${base}/${length}`);
          expect(range(candidate)).toBe(blockList.check(candidate, family));
          expect(range(base)).toBe(true);
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each([
    '',
    'x',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/8x',
    '10.0.0.0/0008',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '::/129',
    '::1%eth0',
  ])('is not "%s"', (text) => {
    expect(() => ipRange(text)).toThrow('is not an IP address or range such as 203.0.113.0/24');
  });

  it('contains only valid addresses', () => {
    expect(ipRange('0.0.0.0/0')('unknown')).toBe(false);
  });
});
