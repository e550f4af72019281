/**
 * Checks that the architecture decision records are in MADR format, and that the index lists them.
 * @see https://adr.github.io/madr/
 */
import path from 'node:path/posix';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Pages, targetOf } from './links';
import { type MarkdownPage } from './markdown-page';

const FOLDER = 'docs/adr';
const INDEX = `${FOLDER}/README.md`;
const TEMPLATE = `${FOLDER}/template.md`;

const SECTIONS = [
  '## Context and Problem Statement',
  '## Considered Options',
  '## Decision Outcome',
  '### Consequences',
];

const STATUS =
  /^(?:proposed|rejected|deprecated|accepted(?:, amended by ADR-\d{4}(?:, ADR-\d{4})*)?|superseded by ADR-\d{4})$/;

const frontMatter = z.strictObject({
  status: z
    .string('is missing')
    .regex(
      STATUS,
      "must be 'proposed', 'rejected', 'accepted', 'deprecated', 'accepted, amended by ADR-NNNN' or 'superseded by ADR-NNNN'",
    ),
  date: z.iso.date('must be the day of the last change of the decision, as YYYY-MM-DD'),
  'decision-makers': z.string().optional(),
  consulted: z.string().optional(),
  informed: z.string().optional(),
});

/** One record. */
interface DecisionRecord {
  readonly file: string;
  /** Four digits. */
  readonly number: string;
  readonly page: MarkdownPage;
  readonly status: string | undefined;
  /** Problems of its front matter. */
  readonly metadataProblems: readonly string[];
}

/** Returns one line for each problem of a record or the index, with the file and what would be right. */
export function recordProblems(pages: Pages): string[] {
  const files = [...pages.keys()].filter((file) => path.dirname(file) === FOLDER).sort();
  const numbered = files.filter((file) => /^\d{4}-[a-z\d-]+\.md$/.test(path.basename(file)));
  const others = files.filter((file) => ![...numbered, INDEX, TEMPLATE].includes(file));
  const records = numbered.flatMap((file) => {
    const page = pages.get(file);
    return page === undefined ? [] : [recordOf(file, page)];
  });
  const template = pages.get(TEMPLATE);
  return [
    ...others.map((file) => `${file}: a record must be named NNNN-title-in-lower-case.md`),
    ...(template ? sectionProblems(TEMPLATE, template) : [`${TEMPLATE}: is missing`]),
    ...records.flatMap((record) => [
      ...record.metadataProblems.map((problem) => `${record.file}: ${problem}`),
      ...sectionProblems(record.file, record.page),
      ...successorProblems(record, records),
    ]),
    ...duplicates(records),
    ...indexProblems(records, pages.get(INDEX)),
  ];
}

function recordOf(file: string, page: MarkdownPage): DecisionRecord {
  const metadata = yamlOf(page);
  const { data, error } = frontMatter.safeParse(metadata ?? {});
  const problems = (error?.issues ?? []).map((issue) => [...issue.path, issue.message].join(' '));
  return {
    file,
    number: path.basename(file).slice(0, 4),
    page,
    status: data?.status,
    metadataProblems: (metadata === undefined ? ['is not YAML'] : problems).map(
      (problem) => `front matter: ${problem}`,
    ),
  };
}

/** Returns `undefined` when the front matter is not YAML. */
function yamlOf({ frontMatter: text }: MarkdownPage): unknown {
  try {
    // This schema keeps dates as text.
    return parse(text ?? '', { schema: 'failsafe' }) ?? {};
  } catch {
    return undefined;
  }
}

function sectionProblems(file: string, { headings }: MarkdownPage): string[] {
  const titles = headings.filter(({ level }) => level === 1);
  const found = headings.map(({ level, text }) => `${'#'.repeat(level)} ${text}`);
  const inOrder = found.filter((heading) => SECTIONS.includes(heading));
  const missing = SECTIONS.filter((section) => !found.includes(section));
  return [
    ...(titles.length === 1 ? [] : [`${file}: needs one title ('# …'), has ${titles.length}`]),
    ...missing.map((section) => `${file}: lacks the section '${section}'`),
    ...(missing.length > 0 || inOrder.join() === SECTIONS.join()
      ? []
      : [`${file}: must have these sections once and in this order: ${SECTIONS.join(', ')}`]),
  ];
}

/** Checks that a superseded or amended record and the later record refer to each other. */
function successorProblems(
  { file, number, status = '' }: DecisionRecord,
  records: readonly DecisionRecord[],
): string[] {
  return [...status.matchAll(/ADR-(\d{4})/g)].flatMap(([name, successor]) => {
    const later = records.filter((one) => one.number === successor && one.number !== number);
    if (later.length === 0)
      return [`${file}: its status names ${name}, which is not another record`];
    return later
      .filter((record) => !linksOf(record.file, record.page).includes(file))
      .map((record) => `${record.file}: must link to ${file}, whose status names it`);
  });
}

function duplicates(records: readonly DecisionRecord[]): string[] {
  return records
    .filter(({ number }, at) => records.findIndex((other) => other.number === number) !== at)
    .map(({ file, number }) => `${file}: the number ${number} is taken; use the next free number`);
}

function indexProblems(
  records: readonly DecisionRecord[],
  index: MarkdownPage | undefined,
): string[] {
  if (index === undefined) return [`${INDEX}: is missing`];
  const rows = new Map(
    index.rows.map(({ hrefs: [href = ''], cells }) => [targetOf(INDEX, href)?.path, cells]),
  );
  return records.flatMap(({ file, page, status }) => {
    const cells = rows.get(file);
    if (cells === undefined) return [`${INDEX}: has no row for ${path.basename(file)}`];
    const title = page.headings.find(({ level }) => level === 1)?.text;
    return [title, status]
      .filter((expected) => expected !== undefined && !cells.includes(expected))
      .map((expected) => `${INDEX}: the row of ${path.basename(file)} must say '${expected}'`);
  });
}

function linksOf(file: string, { links }: MarkdownPage): (string | undefined)[] {
  return links.map(({ href }) => targetOf(file, href)?.path);
}
