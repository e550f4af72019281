import { readFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';
import { recordProblems } from './decision-records';
import { identifierProblems } from './identifiers';
import { linkProblems } from './links';
import { readRepository } from './repository';
import { unlinkedPages } from './unlinked-pages';

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

  it('has no page without a link to it', () => {
    expect(unlinkedPages(repository.pages)).toEqual([]);
  });

  it('names only identifiers that the code has', () => {
    const code = [...repository.files]
      .filter((file) => /\.(?:[cm]?[jt]s|tsx|json|yml)$/.test(file))
      .filter((file) => file !== 'package-lock.json')
      .map((file) => readFileSync(path.join(workspaceRoot, file), 'utf8'));
    expect(identifierProblems(repository.sources, code)).toEqual([]);
  });

  it('has decision records in MADR format, each listed in the index', () => {
    expect(recordProblems(repository.pages)).toEqual([]);
  });
});
