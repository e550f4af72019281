import { creationProblems } from '../src/creation-problems';
import type { TemplateResource } from '../src/template';

const problems = (resource: Omit<TemplateResource, 'Type'>) =>
  creationProblems({ Resources: { One: { Type: 'AWS::Some::Type', ...resource } } });

describe('what a failed creation can’t roll back', () => {
  it.each([
    ['DeletionProtectionEnabled', { DeletionProtectionEnabled: true }],
    ['DeletionProtection', { DeletionProtection: 'ACTIVE' }],
    ['DisableApiTermination', { LaunchTemplateData: { DisableApiTermination: true } }],
    [
      'deletion_protection.enabled',
      { LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }] },
    ],
  ])('includes resources that refuse deletion by %s', (name, Properties) => {
    expect(problems({ Properties })).toEqual([`One: can’t be deleted because of ${name}`]);
  });

  it('includes retained resources, by construct path', () => {
    const Metadata = { 'aws:cdk:path': 'shop-prod/Logs/Bucket/Resource' };
    expect(problems({ DeletionPolicy: 'Retain', Metadata })).toEqual(['Logs/Bucket: is retained']);
  });

  it('includes nothing else', () => {
    expect(
      problems({
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: {
          DeletionProtectionEnabled: false,
          LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }],
        },
      }),
    ).toEqual([]);
  });
});
