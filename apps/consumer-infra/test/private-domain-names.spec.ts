import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '@cross-account/cdk-app';
import { addConsumerStack } from '../src/consumer-app';
import { stages } from '../src/stages';
import type { ConsumerStage } from '../src/stage/stage';
import { synth, withDomainName } from './support/synth-consumer';

const { services } = stages.sandbox;

const prepared = services.map((one) => (one.name === 'food' ? withDomainName(one) : one));
const moved = prepared.map((one) =>
  one.name === 'food' ? { ...one, domainMode: 'private' as const } : one,
);
const { domainNameArn } = moved.find(({ name }) => name === 'food') ?? {};

const regional = synth().template;
const associated = synth({ domainMode: 'both', services: prepared }).template;
const both = synth({ domainMode: 'both', services: moved }).template;
const first = synth({ domainMode: 'private' }).template;
const complete = synth({
  domainMode: 'private',
  services: services.map(withDomainName),
  clientNetworks: { cidrs: ['10.20.0.0/16'] },
}).template;

const aliasIn = (template: Template, name: string): string => {
  const records = Object.values(template.findResources('AWS::Route53::RecordSet'));
  const one = records.find(({ Properties }) =>
    (Properties as { Name: string }).Name.startsWith(`${name}.`),
  );
  return JSON.stringify(one?.['Properties'] ?? 'none');
};

const names = (template: Template) =>
  Object.keys(template.findResources('AWS::EC2::VPCEndpoint')).map((id) =>
    id.replace(/Endpoint[0-9A-F]+$/, ''),
  );

const environmentOf = (template: Template) => {
  const [tester] = Object.values(template.findResources('AWS::Lambda::Function')).filter((one) =>
    JSON.stringify(one).includes('SERVICES'),
  );
  return JSON.stringify(tester?.['Properties'] ?? 'none');
};

describe('a consumer that calls services by private custom domain names', () => {
  it('has a separate endpoint for them, in addition to that of regional names', () => {
    expect(names(regional)).toEqual(['ExecuteApi']);
    expect(names(both)).toEqual(['ExecuteApi', 'PrivateDomainNamesExecuteApi']);
    expect(names(complete)).toEqual(['PrivateDomainNamesExecuteApi']);
    complete.hasResourceProperties('AWS::EC2::VPCEndpoint', { PrivateDnsEnabled: false });
  });

  it('associates the endpoint with the known domain names', () => {
    both.resourceCountIs('AWS::ApiGateway::DomainNameAccessAssociation', 1);
    both.hasResourceProperties('AWS::ApiGateway::DomainNameAccessAssociation', {
      DomainNameArn: domainNameArn,
      AccessAssociationSource: { Ref: Match.stringLikeRegexp('PrivateDomainNamesExecuteApi') },
      AccessAssociationSourceType: 'VPCE',
    });
    complete.resourceCountIs('AWS::ApiGateway::DomainNameAccessAssociation', services.length);
    first.resourceCountIs('AWS::ApiGateway::DomainNameAccessAssociation', 0);
  });

  it('allows its clients and further networks to connect to that endpoint on 443', () => {
    complete.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'execute-api endpoint: in from clients',
      SecurityGroupIngress: [
        { 'Fn::GetAtt': [Match.stringLikeRegexp('Network'), 'CidrBlock'] },
        '10.20.0.0/16',
      ].map((CidrIp) =>
        Match.objectLike({ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
      ),
    });
  });

  it('points the names at the endpoint, without a load balancer', () => {
    expect(aliasIn(associated, 'food')).toContain('Alb');
    associated.resourceCountIs('AWS::ApiGateway::DomainNameAccessAssociation', 1);
    expect(aliasIn(both, 'food')).toContain('PrivateDomainNames');
    expect(aliasIn(both, 'beverage')).toContain('Alb');
    expect(aliasIn(complete, 'beverage')).toContain('PrivateDomainNames');
  });

  it('publishes every endpoint that services have to admit', () => {
    const published = (template: Template) => {
      const [secret] = Object.values(template.findResources('AWS::SecretsManager::Secret'));
      return JSON.stringify((secret?.['Properties'] as { SecretString: unknown }).SecretString);
    };
    expect(published(regional)).toMatch(/^\{"Ref":"ExecuteApi\w+"\}$/);
    expect(published(both)).toMatch(/"ExecuteApi\w+"\},",",\{"Ref":"PrivateDomainNames\w+"/);
    expect(published(complete)).toMatch(/^\{"Ref":"PrivateDomainNames\w+"\}$/);
  });

  it('has no load balancer and none of its resources if all names are private', () => {
    for (const type of [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      'AWS::S3::Bucket',
      'Custom::EndpointAddresses',
    ]) {
      regional.resourceCountIs(type, 1);
      complete.resourceCountIs(type, 0);
    }
    expect(JSON.stringify(complete.toJSON())).not.toMatch(/AWS\/ApplicationELB/);
  });

  it('needs no certificate then', () => {
    const { certificate, ...rest } = stages.sandbox;
    const app = createApp({ stage: 'sandbox' });
    const sandbox: ConsumerStage = { ...rest, domainMode: 'private' };
    expect(certificate).toBeDefined();
    expect(() => addConsumerStack(app, { ...stages, sandbox })).not.toThrow();
  });

  it('orders from the services that have a DNS record, through either path', () => {
    expect(environmentOf(both)).toMatch(/food.*beverage/);
    expect(environmentOf(first)).toBe('"none"');
    both.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      Description: 'HTTPS to the endpoint of private domain names',
      FromPort: 443,
    });
    both.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      Description: 'HTTPS to the load balancer',
      FromPort: 443,
    });
  });

  it('creates no DNS records before it knows the domain names', () => {
    first.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(aliasIn(first, 'food')).toBe('"none"');
  });
});

describe('a consumer that calls services by regional custom domain names', () => {
  it('keeps its resources when private ones are added', () => {
    const idsIn = (template: Template) => Object.keys((template.toJSON() as Parsed).Resources);
    expect(idsIn(both)).toEqual(expect.arrayContaining(idsIn(regional)));
  });
});

interface Parsed {
  readonly Resources: object;
}
