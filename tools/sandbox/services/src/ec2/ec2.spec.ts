import { network, putEndpoint, putSubnet, putVpc } from '../testing/network';

describe('EC2 of an account', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.4', '10.0.0.254'],
    ['192.168.255.0/28', '192.168.255.4', '192.168.255.14'],
  ])('assigns the addresses of %s from the fifth, %s, and %s from the end', (cidr, first, last) => {
    const ec2 = network(0);
    putSubnet(ec2, 'subnet-1', cidr);
    expect(putEndpoint(ec2).networkInterfaces[0]?.privateIpAddress).toBe(first);
    expect(ec2.addressFromEnd('subnet-1', 'balancer')).toBe(last);
    expect(ec2.addressFromEnd('subnet-1', 'other')).not.toBe(last);
    expect(ec2.addressFromEnd('subnet-1', 'balancer')).toBe(last);
  });

  it('creates one interface with an address in each subnet of an endpoint', () => {
    const ec2 = network(2);
    const endpoint = putEndpoint(ec2, { subnetIds: ['subnet-1', 'subnet-2'] });
    expect(new Set(endpoint.networkInterfaces.map(({ id }) => id)).size).toBe(2);
    expect(ec2.endpointAt('vpc-1', '10.0.2.4')?.endpoint).toBe(endpoint);
    expect(ec2.endpointAt('vpc-1', '10.0.3.4')).toBeUndefined();
  });

  it('distinguishes equal addresses of different VPCs', () => {
    const ec2 = network();
    putVpc(ec2, 'vpc-2', 'sg-2');
    putSubnet(ec2, 'subnet-2', '10.0.1.0/24', 'vpc-2');
    const here = putEndpoint(ec2);
    const there = putEndpoint(ec2, { id: 'vpce-2', vpcId: 'vpc-2', subnetIds: ['subnet-2'] });
    expect(ec2.endpointAt('vpc-1', '10.0.1.4')?.endpoint).toBe(here);
    expect(ec2.endpointAt('vpc-2', '10.0.1.4')?.endpoint).toBe(there);
  });

  it('finds interfaces in the requested order, without missing ones', () => {
    const ec2 = network(2);
    const subnetIds = ['subnet-1', 'subnet-2'];
    const [one, two] = putEndpoint(ec2, { subnetIds }).networkInterfaces;
    expect(ec2.networkInterfaces([two?.id ?? '', 'eni-gone', one?.id ?? ''])).toEqual([two, one]);
  });

  it('never assigns an address twice, or one outside of the subnet', () => {
    const ec2 = network(0);
    putSubnet(ec2, 'subnet-1', '10.0.0.0/28');
    const ids = Array.from({ length: 11 }, (_each, index) => `vpce-${index}`);
    const given = ids.map((id) => putEndpoint(ec2, { id }).networkInterfaces[0]?.privateIpAddress);
    expect(new Set(given).size).toBe(11);
    expect(() => putEndpoint(ec2, { id: 'one more' })).toThrow(
      'Subnet subnet-1 has no free address',
    );
  });

  it('keeps the interfaces of the remaining subnets of an endpoint, and restored ones', () => {
    const ec2 = network(3);
    const [before] = putEndpoint(ec2).networkInterfaces;
    const changed = putEndpoint(ec2, { subnetIds: ['subnet-3', 'subnet-1'] });
    expect(changed.networkInterfaces[1]).toBe(before);
    const props = { ...changed, id: 'vpce-2', subnetIds: ['subnet-2'] };
    const known = ec2.putVpcEndpoint(props, new Map([['subnet-2', '10.0.2.77']]));
    expect(known.networkInterfaces[0]?.privateIpAddress).toBe('10.0.2.77');
  });

  it('removes the addresses of deleted resources', () => {
    const ec2 = network();
    putEndpoint(ec2);
    ec2.deleteVpcEndpoint('vpce-1');
    expect(ec2.endpointAt('vpc-1', '10.0.1.4')).toBeUndefined();
    ec2.deleteSubnet('subnet-1');
    expect(() => ec2.subnet('subnet-1')).toThrow('Subnet subnet-1 does not exist');
    ec2.deleteVpc('vpc-1');
    expect(() => ec2.vpc('vpc-1')).toThrow('VPC vpc-1 does not exist');
    expect(ec2.securityGroups.get('sg-default')).toBeUndefined();
  });
});
