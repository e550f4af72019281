/** Generates the pull request comment with the changes of a deployment. */
import type { Effect, ResourceChange, StackChanges } from './compare-templates';

/** Identifies the comment, so that the next one replaces it. */
export const COMMENT_MARK = '<!-- template-diff -->';

/** GitHub rejects comments of more than 65,536 characters; the costs of the change are appended later. */
const LONGEST_COMMENT = 60_000;

const SIGNS: Readonly<Record<Effect, string>> = {
  create: '+ create',
  update: '~ update',
  'may replace': '± may replace',
  replace: '± **replace**',
  delete: '− **delete**',
  orphan: '− retain',
};

const LOSSES: Partial<Record<Effect, (what: string) => string>> = {
  replace: (what) => `would be **replaced**, and lose ${what}`,
  delete: (what) => `would be **deleted**, and lose ${what}`,
  'may replace': (what) => `may be replaced, and lose ${what}`,
  orphan: () => 'would be retained: it remains in AWS, and no stack manages it',
};

/**
 * Returns the comment as Markdown, truncated to leave space for the costs; notes that when it is truncated.
 * @param compared the compared templates, such as `prod with example values, since 1a2b3c4`
 * @returns at most as long as GitHub takes with what comes behind; where it had to be cut, it says so
 */
export function templateDiffComment(stacks: readonly StackChanges[], compared: string): string {
  const changed = stacks.filter((one) => one.resources.length > 0 || one.others.length > 0);
  const same = stacks.filter((one) => !changed.includes(one)).map(({ stack }) => code(stack));
  const comment = [
    COMMENT_MARK,
    '## What a deployment would change',
    `Templates of ${compared}.`,
    ...lossesOf(changed),
    ...changed.map(sectionOf),
    ...(same.length > 0 ? [`Nothing changes in ${same.join(', ')}.`] : []),
  ].join('\n\n');
  if (comment.length <= LONGEST_COMMENT) return `${comment}\n`;
  const rest = '\n\n… and more: see the summary of the job.\n';
  const cut = comment.lastIndexOf('\n', LONGEST_COMMENT - rest.length - '\n</details>'.length);
  return `${comment.slice(0, cut)}\n\n</details>${rest}`;
}

function lossesOf(stacks: readonly StackChanges[]): string[] {
  const losses = stacks.flatMap(({ stack, resources }) =>
    resources.flatMap(({ path, type, effect, loses }) => {
      const loss = loses === undefined ? undefined : LOSSES[effect]?.(loses);
      return loss === undefined ? [] : [`> - ${code(path)} (${type}) of ${code(stack)} ${loss}.`];
    }),
  );
  const broadened = stacks
    .filter((one) => one.permissionsBroadened)
    .map(({ stack }) => `Roles, policies or security groups of ${code(stack)} would allow more.`);
  return [
    ...(losses.length === 0 ? [] : [['> [!CAUTION]', '> Data may be lost:', ...losses].join('\n')]),
    ...broadened,
  ];
}

function sectionOf({ stack, resources, others }: StackChanges): string {
  const rows = resources.map(
    ({ path, type, effect, changed }) =>
      `| ${SIGNS[effect]} | ${code(path)} | ${type} | ${changed.map(code).join(', ')} |`,
  );
  const table = ['| | Resource | Type | Changes |', '| --- | --- | --- | --- |', ...rows];
  return [
    `<details><summary>${stack}: ${summaryOf(resources, others)}</summary>`,
    ...(rows.length > 0 ? [table.join('\n')] : []),
    ...(others.length > 0 ? [`Also: ${others.map(code).join(', ')}.`] : []),
    '</details>',
  ].join('\n\n');
}

function summaryOf(resources: readonly ResourceChange[], others: readonly string[]): string {
  const counts = new Map<Effect, number>();
  for (const { effect } of resources) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  const parts = [...counts].map(([effect, count]) => `${String(count)} × ${effect}`);
  return [...parts, ...(others.length > 0 ? [`${String(others.length)} × other`] : [])].join(', ');
}

/** Returns inline code for a table cell. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
