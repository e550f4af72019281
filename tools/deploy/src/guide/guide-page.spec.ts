import { commandBlocks, jsonBlocks } from './guide-page';

const page = `
## 1. First

\`\`\`bash
a --b=<c> \\
  --d  # one account
x=$(node -p "1 # 2")
\`\`\`

\`\`\`text
not a command
\`\`\`

- In a list:

  \`\`\`bash
  e f
  \`\`\`

## 2. Second

\`\`\`json
{ "Effect": "Allow" }
\`\`\`
`;

describe('a page of commands', () => {
  it('has blocks under headings, with their comments', () => {
    expect(commandBlocks(page)).toEqual([
      {
        heading: '1. First',
        commands: [
          { text: 'a --b=<c> --d', comment: 'one account' },
          { text: 'x=$(node -p "1 # 2")', comment: '' },
        ],
      },
      { heading: '1. First', commands: [{ text: 'e f', comment: '' }] },
    ]);
  });

  it('has JSON under headings', () => {
    expect(jsonBlocks(page, '2. Second')).toEqual([{ Effect: 'Allow' }]);
    expect(jsonBlocks(page, '1. First')).toEqual([]);
  });
});
