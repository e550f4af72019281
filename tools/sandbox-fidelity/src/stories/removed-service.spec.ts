/**
 * Removes a service: first from the consumer's list, then its stack. It has a private domain name, so that the
 * consumer has all possible resources for it.
 */
import { assembliesWith } from '../assemblies';
import { Story } from './story';
import { consumerAssembly, serviceAssembly } from './synthesis';

const CONSUMER = 'consumer-infra-sandbox';
const BEVERAGE = 'beverage-service-sandbox';
const ACCOUNT = '333333333333';

/** A service in a stage of the consumer. */
interface Row {
  readonly name: string;
}

const rowsOf = (stage: Readonly<Record<string, unknown>>) => stage['services'] as readonly Row[];

describe('a removed service', () => {
  let story: Story;
  let beverage: string;

  beforeAll(async () => {
    story = await Story.begin();
    await story.sandbox.deploy(await consumerAssembly(() => ({ domainMode: 'both' })));
  });
  afterAll(() => story.end());

  const statuses = () => Promise.all(['food', 'beverage'].map((service) => story.list(service)));
  const mentions = () => story.mentions(CONSUMER, 'beverage', ACCOUNT);

  it('has a rule, a record, grants and an association in the consumer at first', async () => {
    const { sandbox } = story;
    const privateName = { domainMode: 'both', consumerAccount: '111111111111' };
    beverage = await serviceAssembly('beverage-service', sandbox.awsEndpoint, privateName);
    await sandbox.deploy(beverage);
    const domainNameArn = story.output(BEVERAGE, 'DomainNameArn');
    const withPrivateName = (row: Row) =>
      row.name === 'beverage' ? { ...row, domainNameArn, domainMode: 'private' } : row;
    await sandbox.deploy(
      await consumerAssembly((stage) => ({
        domainMode: 'both',
        services: rowsOf(stage).map(withPrivateName),
      })),
    );
    expect(await statuses()).toEqual([200, 200]);
    expect(mentions()).toEqual([
      'Alb/LoadBalancer/Https/Priority20Rule/Resource',
      'Dns/beverage/Resource',
      'ExecuteApi/Endpoint/Resource',
      'PrivateDomainNames/ExecuteApi/Endpoint/Resource',
      'PrivateDomainNames/beverage',
      'SharedEndpointId/Key/Resource',
      'SharedEndpointId/Policy',
      'SmokeTest/Lambda/Function/Resource',
    ]);
  });

  it('leaves nothing in the consumer, and the others respond', async () => {
    await story.sandbox.deploy(
      await consumerAssembly((stage) => ({
        domainMode: 'both',
        services: rowsOf(stage).filter(({ name }) => name !== 'beverage'),
        allowedServicePrincipalArns: (stage['allowedServicePrincipalArns'] as string[]).filter(
          (arn) => !arn.includes(ACCOUNT),
        ),
      })),
    );
    expect(mentions()).toEqual([]);
    expect(await statuses()).toEqual([200, 404]);
    expect((await story.smokeTest()).services).toMatchObject([{ name: 'food', ok: true }]);
  });

  it('is deleted with its stack, and the others respond', async () => {
    await story.sandbox.destroy(beverage);
    expect(story.sandbox.stacks.filter(({ account }) => account === ACCOUNT)).toEqual([]);
    expect(await statuses()).toEqual([200, 404]);
  });

  it('can be added again, with the same rule priority', async () => {
    for (const assembly of assembliesWith([], story.folder)) await story.sandbox.deploy(assembly);
    expect(await statuses()).toEqual([200, 200]);
  });
});
