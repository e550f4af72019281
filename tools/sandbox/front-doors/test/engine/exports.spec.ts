import { balancer, foodAlias, logGroup } from '@sandbox/engine/testing/small-resources';
import { deployments } from '../../src/testing/deployments';

const { deploy, stack, destroy, account } = deployments();

describe('exports', () => {
  const exporting = (value: string) => ({
    name: 'exporter',
    Outputs: { Out: { Value: value, Export: { Name: 'shared' } } },
  });
  const resources = { Group: logGroup('x') };
  const importer = { Name: foodAlias({ 'Fn::ImportValue': 'shared' }) };

  beforeEach(async () => {
    await deploy(resources, exporting(balancer('one')));
    await deploy(importer);
  });

  it('are imported by other stacks', () => {
    expect(account().route53.resolve('food.test')).toBe(balancer('one'));
    expect(account().stacks.exports).toEqual(new Map([['shared', balancer('one')]]));
  });

  it.each([
    [
      'changed',
      exporting(balancer('two')),
      'Cannot update export shared as it is in use by service',
    ],
    ['removed', { name: 'exporter' }, 'Export shared cannot be deleted as it is in use by service'],
  ])('are not %s while they are in use', async (_name, rest, says) => {
    expect((await deploy(resources, rest)).error?.message).toContain(says);
    expect(stack('exporter').status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account().stacks.exports.get('shared')).toBe(balancer('one'));
  });

  it('prevent the deletion of their stack while others import them', async () => {
    expect((await destroy('exporter')).error?.message).toContain('in use by service');
    expect(stack('exporter').status).toBe('CREATE_COMPLETE');
    await destroy();
    expect((await destroy('exporter')).error).toBeUndefined();
  });

  it('must have a unique name', async () => {
    const other = { ...exporting('x'), name: 'other' };
    expect((await deploy({ Group: logGroup('y') }, other)).error?.message).toContain(
      'Export with name shared is already exported by stack exporter',
    );
  });

  it('must exist', async () => {
    await destroy();
    await destroy('exporter');
    expect((await deploy(importer)).error?.message).toContain('No export named shared found');
  });
});
