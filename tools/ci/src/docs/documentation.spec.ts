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

  it('has no broken link', () => {
    expect(linkProblems(repository)).toEqual([]);
  });

  it('has decision records in MADR format, each listed in the index', () => {
    expect(recordProblems(repository.pages)).toEqual([]);
  });
});
