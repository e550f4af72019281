import { createTree } from '@nx/devkit/testing';
import { CodeOwners, isOwner } from './code-owners';

const written = (text: string, path = '.github/CODEOWNERS') => {
  const tree = createTree();
  tree.write(path, text);
  return CodeOwners.read(tree);
};

const text =
  '# Who\n\n* @org/platform\n/apps/food-service/ @org/food @ada # both\n/docs/ @org/docs\n';

describe('CODEOWNERS', () => {
  it.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'])('is found as %s', (path) => {
    expect(written(text, path)).toMatchObject({ path, text });
  });

  it('is created in .github if there is none', () => {
    expect(CodeOwners.read(createTree())).toMatchObject({ path: '.github/CODEOWNERS', text: '' });
  });

  it('finds the owners of a pattern by its last line', () => {
    const owners = written(`${text}* @org/other\n`);
    expect(owners.ownersOf('/apps/food-service/')).toEqual(['@org/food', '@ada']);
    expect(owners.ownersOf('*')).toEqual(['@org/other']);
    expect(owners.ownersOf('/apps/')).toBeUndefined();
  });

  it('adds a new line next to those of the same folder', () => {
    expect(written(text).withOwners('/apps/dessert-service/', ['@a', '@b']).text).toBe(
      text.replace('/docs/', '/apps/dessert-service/ @a @b\n/docs/'),
    );
  });

  it('changes an existing line', () => {
    expect(written(text).withOwners('*', ['@ada']).text).toBe(
      text.replace('@org/platform', '@ada'),
    );
  });

  it('is unchanged after an added line is removed', () => {
    const added = written(text).withOwners('/apps/dessert-service/', ['@a']);
    expect(added.without('/apps/dessert-service/').text).toBe(text);
  });

  it.each([
    ['@ada', true],
    ['@org/team.name_1-x', true],
    ['ada@example.com', true],
    ['ada', false],
    ['@', false],
    ['@-ada', false],
    ['@ada-', false],
    ['@org/', false],
    ['@org/a/b', false],
    ['@org team', false],
    ['ada@example', false],
    [`@${'a'.repeat(40)}`, false],
    ['', false],
  ])('accepts %s as an owner: %s', (owner, expected) => {
    expect(isOwner(owner)).toBe(expected);
  });
});
