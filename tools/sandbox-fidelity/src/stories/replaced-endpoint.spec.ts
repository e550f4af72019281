/**
 * A deployment of the consumer replaces its endpoint. The services admit only the old one until they are deployed
 * again, which the pipeline does if necessary.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemblyWith } from '../assemblies';
import { Story } from './story';
import { serviceAssembly } from './synthesis';

const CONSUMER = 'consumer-infra-sandbox';
const SERVICES = ['food', 'beverage'] as const;

/** A step of the pipeline, which is part of another tool. */
type FollowEndpoint = (following: object) => Promise<number>;

describe('a replaced endpoint', () => {
  let story: Story;
  let followEndpoint: FollowEndpoint;
  let before: string;
  let reported: readonly string[];

  beforeAll(async () => {
    story = await Story.begin({
      synthesis: {
        synthesize: () => Promise.reject(new Error('not needed')),
        deployCommand: (stack) => `deploy ${stack}`,
      },
    });
    before = story.output(CONSUMER, 'VpcEndpointId');
    const file = resolve(__dirname, '../../../deploy/src/follow/follow-endpoint');
    ({ followEndpoint } = (await import(file)) as { readonly followEndpoint: FollowEndpoint });
    reported = await story.sandbox.deploy(replacedEndpoint(story.folder));
  });
  afterAll(() => story.end());

  const endpointId = () => story.output(CONSUMER, 'VpcEndpointId');

  /** Runs the step for a service. Returns the reported lines. */
  async function follow(service: (typeof SERVICES)[number]): Promise<readonly string[]> {
    const stackName = `${service}-service-sandbox`;
    const reports: string[] = [];
    const exitCode = await followEndpoint({
      stackName,
      deployed: () =>
        Promise.resolve({
          status: 'UPDATE_COMPLETE',
          outputs: { VpcEndpointId: story.output(stackName, 'VpcEndpointId') },
        }),
      endpointId: () => Promise.resolve(endpointId()),
      deploy: async () => {
        const { sandbox } = story;
        await sandbox.deploy(await serviceAssembly(`${service}-service`, sandbox.awsEndpoint));
        return 0;
      },
      print: () => undefined,
      report: (line: string) => reports.push(line),
    });
    expect(exitCode).toBe(0);
    return reports;
  }

  it('has another ID, and the deployment names the services that do not admit it', () => {
    expect(endpointId()).not.toBe(before);
    const lines = SERVICES.map(
      (service) =>
        `${service}-service-sandbox was synthesized with ${before}, but <secret> holds ${endpointId()}. ` +
        `Deploy it again: deploy ${service}-service-sandbox`,
    );
    expect(reported.map((line) => line.replace(/arn:\S+/, '<secret>'))).toEqual(lines);
  });

  const statuses = () => Promise.all(SERVICES.map((service) => story.list(service)));

  it('is refused by every service until the service is deployed again', async () => {
    expect(await statuses()).toEqual([403, 403]);
    expect(await follow('food')).toEqual([
      `food-service-sandbox allows ${before}, but the consumer's endpoint is ${endpointId()}: redeploying the service.`,
    ]);
    expect(await statuses()).toEqual([200, 403]);
  });

  it('is admitted by all of them in the end', async () => {
    expect(await follow('beverage')).toHaveLength(1);
    expect(await statuses()).toEqual([200, 200]);
  });

  it('makes the pipeline deploy nothing once every service admits it', async () => {
    expect(await follow('food')).toEqual([]);
    expect(await follow('beverage')).toEqual([]);
    const { services } = await story.smokeTest();
    expect(services).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

/** Returns the consumer's assembly with the endpoint under another logical ID, as after a rename. */
function replacedEndpoint(folder: string): string {
  const assembly = join(folder, 'consumer');
  cpSync(assemblyWith('consumer-infra', [], folder), assembly, { recursive: true });
  const file = join(assembly, `${CONSUMER}.template.json`);
  const template = readFileSync(file, 'utf8');
  writeFileSync(file, template.replaceAll(/ExecuteApiEndpoint(?=[0-9A-F]{8}")/g, 'MovedEndpoint'));
  return assembly;
}
