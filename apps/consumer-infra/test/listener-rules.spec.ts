import type { Template } from 'aws-cdk-lib/assertions';
import type { ConsumerStage } from '../src/stage/stage';
import { stages } from '../src/stages';
import { synth } from './support/synth-consumer';

type Services = ConsumerStage['services'];

const food = { name: 'food', account: '222222222222', item: 'pizza', priority: 1 };
const beverage = { name: 'beverage', account: '333333333333', item: 'tea', priority: 2 };
const dessert = { name: 'dessert', account: '444444444444', item: 'cake', priority: 3 };

const stackOf = (services: Services, change: Partial<ConsumerStage> = {}) =>
  synth({ services, ...change }).template;

/** Returns the logical IDs of the rules, by priority. */
function rulesOf(template: Template): ReadonlyMap<unknown, string> {
  const rules = Object.entries(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'));
  return new Map(
    rules.map(([id, { Properties }]) => [(Properties as { Priority: number }).Priority, id]),
  );
}

describe('an update of the consumer', () => {
  const before = stackOf([food, beverage, dessert]);

  it.each<[string, Services, Partial<ConsumerStage>]>([
    ['removes the first service', [beverage, dessert], {}],
    ['reorders services', [dessert, food, beverage], {}],
    ['renames a service', [{ ...food, name: 'meal' }, beverage, dessert], {}],
    ['replaces a service with another', [beverage, { ...food, name: 'soup' }], {}],
    ['swaps priorities', [{ ...food, priority: 2 }, { ...beverage, priority: 1 }, dessert], {}],
    ['changes the domain', [food, beverage, dessert], { domain: 'new.localhost' }],
  ])('that %s never uses a priority that another rule still has', (_, services, change) => {
    const existing = rulesOf(before);
    const after = rulesOf(stackOf(services, change));
    expect(after.size).toBe(services.length);
    const clashes = [...after].filter(([priority, id]) => (existing.get(priority) ?? id) !== id);
    expect(clashes).toEqual([]);
  });

  it('does not change the rules of the other services', () => {
    const rule = (template: Template) =>
      template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule', {
        Properties: { Priority: beverage.priority },
      });
    expect(rule(stackOf([dessert, beverage]))).toEqual(rule(before));
    const priorities = stages.sandbox.services.map(({ priority }) => priority);
    expect(priorities.slice(0, 2)).toEqual([10, 20]);
  });
});
