/** The part of `docs/sandbox-fidelity.md` that follows from the cases. */
import { cases, deployment } from '../cases';
import type { DeploymentCase, FidelityCase } from '../fidelity-case';
import { coverageTable } from './coverage-table';
import { errorTable } from './dynamodb-errors';
import { section, withPart, type Row } from './markdown';

/**
 * The document with its tables as the cases and the resource types are now.
 *
 * @throws {Error} where the document has no place for them.
 */
export function withTables(document: string): string {
  const withCases = withPart(document, 'cases', tables());
  const withCoverage = withPart(withCases, 'coverage', coverageTable());
  return withPart(withCoverage, 'dynamodb-errors', errorTable());
}

function tables(): string {
  return [
    ...Object.entries(cases).map(([area, list]) =>
      section(
        area,
        ['In AWS', 'Response of the sandbox', 'Refused at', 'Source'],
        list.map(requestRow),
      ),
    ),
    section(
      'Deployment',
      ['In AWS', 'Refusal of the sandbox', 'Source'],
      deployment.map(deploymentRow),
    ),
  ].join('\n\n');
}

function requestRow({ name, answer, cause, source }: FidelityCase): Row {
  return [sentence(name), String(answer.status), cause.hop, `[AWS](${source})`];
}

function deploymentRow({ name, refused, source }: DeploymentCase): Row {
  return [sentence(name), `\`${refused.construct}\``, `[AWS](${source})`];
}

/** A bar would end the cell. */
function sentence(name: string): string {
  return name.replaceAll('|', '\\|');
}
