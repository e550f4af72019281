/** The generated parts of `docs/sandbox-fidelity.md`. */
import { cases, deployment } from '../cases';
import type { DeploymentCase, FidelityCase } from '../fidelity-case';
import { coverageTable } from './coverage-table';
import { errorTable } from './dynamodb-errors';
import { section, withPart, type Row } from './markdown';

/**
 * Returns the document with current tables of the cases, the coverage and the errors of DynamoDB.
 *
 * @throws {Error} when the document has no placeholder for one of them.
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

/** Escapes vertical bars, which would end the cell. */
function sentence(name: string): string {
  return name.replaceAll('|', '\\|');
}
