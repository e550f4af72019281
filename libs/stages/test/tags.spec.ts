import { problemsOf } from '@cross-account/stages';
import { goodStage, shopStage } from './support/shop-stage';

const problems = (tags: unknown) =>
  problemsOf({ ...goodStage, tags }, shopStage).map(({ key, problem }) => `${key} ${problem}`);

const times = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));

describe('the tags of a stage', () => {
  it.each([
    {},
    { owner: 'orders team', 'cost-centre': '4711', 'acme:tier': 'gold' },
    { Ägypten: 'größer als @home', aws: 'aws' },
    { ['k'.repeat(128)]: 'v'.repeat(256) },
    times(45),
  ])('may be %#', (tags) => {
    expect(problems(tags)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a key of AWS', { 'aws:owner': 'us' }, "tags must not have the key 'aws:owner': a key is"],
    ['a key of AWS in capitals', { 'AWS:owner': 'us' }, "tags must not have the key 'AWS:owner'"],
    ['a value of AWS', { owner: 'aws:us' }, 'tags.owner must be 1 to 256 letters'],
    ['a long key', { ['k'.repeat(129)]: 'v' }, 'a key is 1 to 128 letters'],
    ['a long value', { owner: 'v'.repeat(257) }, 'tags.owner must be 1 to 256 letters'],
    ['other characters', { 'a,b': 'c' }, "tags must not have the key 'a,b'"],
    ['other characters in a value', { owner: 'me & you' }, "got 'me & you'"],
    ['no value', { owner: '' }, 'tags.owner is missing'],
    ['a number', { owner: 7 }, 'tags.owner must be 1 to 256 letters'],
    ['a placeholder', { owner: '<team>' }, 'tags.owner is still the placeholder <team>'],
    ['the tag of the stack', { application: 'x' }, "'application': the stack sets it itself"],
    ['that tag in capitals', { Stage: 'x' }, "'Stage': the stack sets it itself"],
    ['two keys that IAM takes for one', { owner: 'a', Owner: 'b' }, "'owner' differs only in case"],
    ['too many', times(46), 'tags must be at most 45, got 46'],
    ['a list', ['owner'], 'tags must be an object'],
  ])('are rejected with %s', (_, tags, message) => {
    expect(problems(tags)).toEqual([expect.stringContaining(message)]);
  });
});
