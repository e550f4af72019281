import { workspaceRoot } from '../testing/workspace-copy';
import { recordProblems } from './decision-records';
import { linkProblems } from './links';
import { readRepository } from './repository';

describe('the documentation of this repository', () => {
  const repository = readRepository(workspaceRoot);

  it('is found', () => {
    expect([...repository.pages.keys()]).toEqual(
      expect.arrayContaining(['README.md', 'libs/stages/README.md', 'docs/adr/template.md']),
    );
  });

  it('has no link that leads nowhere', () => {
    expect(linkProblems(repository)).toEqual([]);
  });

  it('has decision records in the form of MADR, each listed in the index', () => {
    expect(recordProblems(repository.pages)).toEqual([]);
  });
});
