import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { StackArtifact } from '@sandbox/engine/assembly';
import { SupportedTemplates } from './supported-templates';

const folders = temporaryFolders();

const stack: StackArtifact = {
  name: 'food',
  account: '222222222222',
  region: 'eu-central-1',
  template: { Resources: { Key: { Type: 'AWS::KMS::Key' } } },
  assets: new Map(),
};
const other: StackArtifact = { ...stack, name: 'beverage' };

describe('the templates that a start has found to be supported', () => {
  const dataDir = folders();
  const file = join(dataDir, 'supported-templates.json');

  it('are known at the next start', () => {
    new SupportedTemplates(dataDir).record([stack]);
    const next = new SupportedTemplates(dataDir);
    expect(next.has({ ...stack, assets: new Map([['one.zip', '/code']]) })).toBe(true);
    expect(next.has(other)).toBe(false);
  });

  it.each([
    ['another template', { template: { Resources: {} } }],
    ['another account', { account: '333333333333' }],
    ['another Region', { region: 'us-east-1' }],
  ])('are not known with %s', (_name, change) => {
    expect(new SupportedTemplates(dataDir).has({ ...stack, ...change })).toBe(false);
  });

  it('are only those of the last start', () => {
    new SupportedTemplates(dataDir).record([other]);
    expect(new SupportedTemplates(dataDir).has(stack)).toBe(false);
    expect(new SupportedTemplates(dataDir).has(other)).toBe(true);
  });

  it('are not written again without a change', () => {
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replaceAll('\n', ''));
    new SupportedTemplates(dataDir).record([other]);
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });

  it.each(['', '{}', 'no JSON'])('are none if the record is %j', (content) => {
    writeFileSync(file, content);
    expect(new SupportedTemplates(dataDir).has(other)).toBe(false);
  });

  it('are none without a record', () => {
    rmSync(file);
    expect(new SupportedTemplates(dataDir).has(other)).toBe(false);
    expect(new SupportedTemplates(join(dataDir, 'nowhere')).has(other)).toBe(false);
  });
});
