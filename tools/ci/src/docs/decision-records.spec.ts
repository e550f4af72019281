import { recordProblems } from './decision-records';
import { parsePage } from './markdown-page';

const body = `## Context and Problem Statement

Why?

## Considered Options

- One

## Decision Outcome

Chosen option: "One".

### Consequences

- Good.
`;

/** A repository with two records in MADR format, the second of which amends the first. */
const sound: Readonly<Record<string, string>> = {
  'docs/adr/README.md': `# Decisions

| ADR | decision | status |
| --- | --- | --- |
| [0001](0001-one.md) | Take \`one\` | accepted, amended by ADR-0002 |
| [0002](0002-two.md) | Take two | accepted |
`,
  'docs/adr/template.md': `---\nstatus: proposed\ndate: YYYY-MM-DD\n---\n\n# Title\n\n${body}`,
  'docs/adr/0001-one.md': `---\nstatus: accepted, amended by ADR-0002\ndate: 2026-11-22\n---\n\n# Take \`one\`\n\n${body}`,
  'docs/adr/0002-two.md': `---\nstatus: accepted\ndate: 2026-11-23\n---\n\n# Take two\n\n${body}\nAmends [ADR-0001](0001-one.md).\n`,
};

/** Returns the problems after a text in a file was replaced. */
function problemsAfter(file: string, before: string, after: string): string[] {
  const source = sound[`docs/adr/${file}`] ?? '';
  if (!source.includes(before)) throw new Error(`${file} has no '${before}' to replace`);
  return problemsOf({ [`docs/adr/${file}`]: source.replace(before, after) });
}

function problemsOf(changed: Readonly<Record<string, string>> = {}): string[] {
  const sources = Object.entries({ ...sound, ...changed });
  return recordProblems(new Map(sources.map(([file, source]) => [file, parsePage(source)])));
}

describe('decision records', () => {
  it('pass in MADR format', () => {
    expect(problemsOf()).toEqual([]);
  });

  it('pass with optional sections', () => {
    const more = '### Confirmation\n\nA test.\n\n## More Information\n\nNone.\n';
    expect(problemsAfter('0002-two.md', 'Amends', `${more}Amends`)).toEqual([]);
  });

  const form =
    "must be 'proposed', 'rejected', 'accepted', 'deprecated', 'accepted, amended by ADR-NNNN' or 'superseded by ADR-NNNN'";
  const order =
    'must have these sections once and in this order: ## Context and Problem Statement, ## Considered Options, ## Decision Outcome, ### Consequences';

  it.each`
    fault                                         | file             | before                                                     | after                                             | problem
    ${'a missing status'}                         | ${'0002-two.md'} | ${'status: accepted\n'}                                    | ${''}                                             | ${'docs/adr/0002-two.md: front matter: status is missing'}
    ${'an unknown status'}                        | ${'0002-two.md'} | ${'status: accepted\n'}                                    | ${'status: done\n'}                               | ${`docs/adr/0002-two.md: front matter: status ${form}`}
    ${'a missing successor'}                      | ${'0002-two.md'} | ${'status: accepted\n'}                                    | ${'status: superseded\n'}                         | ${`docs/adr/0002-two.md: front matter: status ${form}`}
    ${'a missing date'}                           | ${'0002-two.md'} | ${'date: 2026-11-23\n'}                                    | ${''}                                             | ${'docs/adr/0002-two.md: front matter: date must be the day of the last change of the decision, as YYYY-MM-DD'}
    ${'a day that does not exist'}                | ${'0002-two.md'} | ${'2026-11-23'}                                            | ${'2026-11-31'}                                   | ${'docs/adr/0002-two.md: front matter: date must be the day of the last change of the decision, as YYYY-MM-DD'}
    ${'a misspelt key'}                           | ${'0002-two.md'} | ${'date: 2026-11-23\n'}                                    | ${'date: 2026-11-23\nby: me\n'}                   | ${'docs/adr/0002-two.md: front matter: Unrecognized key: "by"'}
    ${'front matter that is not YAML'}            | ${'0002-two.md'} | ${'status: accepted\ndate: 2026-11-23\n'}                  | ${'status: [\n'}                                  | ${'docs/adr/0002-two.md: front matter: is not YAML'}
    ${'no title'}                                 | ${'0001-one.md'} | ${'# Take `one`\n'}                                        | ${''}                                             | ${"docs/adr/0001-one.md: needs one title ('# …'), has 0"}
    ${'a missing context'}                        | ${'0001-one.md'} | ${'## Context and Problem Statement'}                      | ${'## Context'}                                   | ${"docs/adr/0001-one.md: lacks the section '## Context and Problem Statement'"}
    ${'missing options'}                          | ${'0001-one.md'} | ${'## Considered Options'}                                 | ${'## Options'}                                   | ${"docs/adr/0001-one.md: lacks the section '## Considered Options'"}
    ${'a missing decision'}                       | ${'0001-one.md'} | ${'## Decision Outcome'}                                   | ${'## Decision'}                                  | ${"docs/adr/0001-one.md: lacks the section '## Decision Outcome'"}
    ${'missing consequences'}                     | ${'0001-one.md'} | ${'### Consequences'}                                      | ${'## Consequences'}                              | ${"docs/adr/0001-one.md: lacks the section '### Consequences'"}
    ${'a missing section of the template'}        | ${'template.md'} | ${'### Consequences'}                                      | ${''}                                             | ${"docs/adr/template.md: lacks the section '### Consequences'"}
    ${'sections in another order'}                | ${'0001-one.md'} | ${'## Considered Options\n\n- One\n\n## Decision Outcome'} | ${'## Decision Outcome\n\n## Considered Options'} | ${`docs/adr/0001-one.md: ${order}`}
    ${'a section twice'}                          | ${'0001-one.md'} | ${'### Consequences'}                                      | ${'### Consequences\n\n### Consequences'}         | ${`docs/adr/0001-one.md: ${order}`}
    ${'a successor without a link to the record'} | ${'0002-two.md'} | ${'Amends [ADR-0001](0001-one.md).'}                       | ${''}                                             | ${'docs/adr/0002-two.md: must link to docs/adr/0001-one.md, whose status names it'}
    ${'a missing row of the index'}               | ${'README.md'}   | ${'| [0002](0002-two.md) | Take two | accepted |\n'}       | ${''}                                             | ${'docs/adr/README.md: has no row for 0002-two.md'}
    ${'another status in the index'}              | ${'README.md'}   | ${'Take two | accepted'}                                   | ${'Take two | proposed'}                          | ${"docs/adr/README.md: the row of 0002-two.md must say 'accepted'"}
    ${'another title in the index'}               | ${'README.md'}   | ${'Take two'}                                              | ${'Take 2'}                                       | ${"docs/adr/README.md: the row of 0002-two.md must say 'Take two'"}
  `(
    'fail with $fault',
    ({
      file,
      before,
      after,
      problem,
    }: Readonly<Record<'file' | 'before' | 'after' | 'problem', string>>) => {
      expect(problemsAfter(file, before, after)).toEqual([problem]);
    },
  );

  it.each(['ADR-0009', 'ADR-0001', 'ADR-0002, ADR-0009'])(
    'fail if the status names %s as the successor',
    (other) => {
      const status = `accepted, amended by ${other}`;
      const index = (sound['docs/adr/README.md'] ?? '').replace(
        'accepted, amended by ADR-0002',
        status,
      );
      const record = (sound['docs/adr/0001-one.md'] ?? '').replace(
        'accepted, amended by ADR-0002',
        status,
      );
      expect(problemsOf({ 'docs/adr/README.md': index, 'docs/adr/0001-one.md': record })).toEqual([
        `docs/adr/0001-one.md: its status names ${other.slice(-8)}, which is not another record`,
      ]);
    },
  );

  it('fail if two have the same number', () => {
    const problems = problemsOf({ 'docs/adr/0002-too.md': sound['docs/adr/0002-two.md'] ?? '' });
    expect(problems).toContain(
      'docs/adr/0002-two.md: the number 0002 is taken; use the next free number',
    );
  });

  it('fail if the file name has no number', () => {
    expect(problemsOf({ 'docs/adr/three.md': '# Three\n' })).toEqual([
      'docs/adr/three.md: a record must be named NNNN-title-in-lower-case.md',
    ]);
  });
});
