import { Ec2 } from './ec2';

function endpointIn(ec2: Ec2, ...subnetIds: readonly string[]) {
  const serviceName = 'com.amazonaws.eu-central-1.execute-api';
  return ec2.putVpcEndpoint({ id: 'vpce-1', vpcId: 'vpc-1', serviceName, subnetIds });
}

describe('EC2 of an account', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.4'],
    ['192.168.255.0/28', '192.168.255.4'],
  ])('gives out the addresses of %s from the fifth, %s', (cidrBlock, address) => {
    const ec2 = new Ec2();
    ec2.putSubnet('subnet-1', 'vpc-1', cidrBlock);
    expect(endpointIn(ec2, 'subnet-1').networkInterfaces[0]?.privateIpAddress).toBe(address);
  });

  it('gives an endpoint one interface in each subnet, which then answers at its address', () => {
    const ec2 = new Ec2();
    ec2.putSubnet('subnet-1', 'vpc-1', '10.0.0.0/24');
    ec2.putSubnet('subnet-2', 'vpc-1', '10.0.1.0/24');
    const endpoint = endpointIn(ec2, 'subnet-1', 'subnet-2');
    expect(new Set(endpoint.networkInterfaces.map(({ id }) => id)).size).toBe(2);
    expect(ec2.endpointAt('10.0.1.4')).toBe(endpoint);
    expect(ec2.endpointAt('10.0.2.4')).toBeUndefined();
  });

  it('finds interfaces in the order asked for, without those that are not there', () => {
    const ec2 = new Ec2();
    ec2.putSubnet('subnet-1', 'vpc-1', '10.0.0.0/24');
    ec2.putSubnet('subnet-2', 'vpc-1', '10.0.1.0/24');
    const [one, two] = endpointIn(ec2, 'subnet-1', 'subnet-2').networkInterfaces;
    expect(ec2.networkInterfaces([two?.id ?? '', 'eni-gone', one?.id ?? ''])).toEqual([two, one]);
  });

  it('never gives out an address twice', () => {
    const ec2 = new Ec2();
    ec2.putSubnet('subnet-1', 'vpc-1', '10.0.0.0/24');
    const addresses = ['vpce-1', 'vpce-2'].map((id) =>
      ec2
        .putVpcEndpoint({ id, vpcId: 'vpc-1', serviceName: 'x', subnetIds: ['subnet-1'] })
        .networkInterfaces.map(({ privateIpAddress }) => privateIpAddress),
    );
    expect(addresses).toEqual([['10.0.0.4'], ['10.0.0.5']]);
  });
});
