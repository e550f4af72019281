/** Why a hop passed or refused a request: the statement, its conditions with both values, and the code. */
import type { SourceLocation } from '@sandbox/front-doors/console/wire';
import type { HopDescription, TraceDescription } from '@sandbox/kernel/trace';
import { Code } from './basics';

type Decision = NonNullable<HopDescription['decision']>;
type Policies = Extract<Decision, { kind: 'policies' }>;
type Rule = Extract<Decision, { kind: 'rule' }>;
type CodeByPath = Readonly<Record<string, readonly SourceLocation[]>>;

/** Returns the hop that refused a request or one of its calls. */
export function refusalOf({ hops, calls }: TraceDescription): HopDescription | undefined {
  const ofCalls = calls.map(refusalOf).find((hop) => hop !== undefined);
  return ofCalls ?? hops.find(({ outcome }) => outcome === 'refused');
}

export function Refusal({
  hop,
  code,
}: {
  readonly hop: HopDescription;
  readonly code: CodeByPath;
}) {
  return (
    <section class="refusal" aria-labelledby="refusal-title">
      <h3 id="refusal-title">Why it was refused</h3>
      <p class="refusal-lead">
        <strong>{hop.name}</strong>: {hop.detail}
      </p>
      {hop.decision && <DecisionDetails decision={hop.decision} code={code} />}
    </section>
  );
}

export function DecisionDetails({
  decision,
  code,
}: {
  readonly decision: Decision;
  readonly code: CodeByPath;
}) {
  return decision.kind === 'rule' ? (
    <RuleDetails rule={decision} code={code} />
  ) : (
    <PolicyDetails policies={decision} code={code} />
  );
}

function RuleDetails({ rule, code }: { readonly rule: Rule; readonly code: CodeByPath }) {
  const checks = rule.checks ?? [];
  return (
    <>
      <p>{rule.rule}</p>
      <Checks
        checks={checks.map(({ name, expected, actual, holds }) => ({
          name: shortName(name, rule.constructPaths),
          expected,
          actual,
          holds,
        }))}
      />
      <Constructs paths={rule.constructPaths} code={code} />
    </>
  );
}

/** A check of a construct starts with its path, which is shown below. */
function shortName(name: string, paths: readonly string[]): string {
  const path = paths.find((known) => name.startsWith(`${known}: `));
  return path === undefined ? name : name.slice(path.length + 2);
}

function PolicyDetails({
  policies,
  code,
}: {
  readonly policies: Policies;
  readonly code: CodeByPath;
}) {
  const { request, effect, decidedBy, message } = policies;
  const deciding = policies.policies.filter(
    ({ where }) => decidedBy.where === undefined || where === decidedBy.where,
  );
  return (
    <>
      {message !== undefined && <p>{message}</p>}
      <p class="request-summary">
        <code>{request.action}</code> by <code>{request.principal}</code> on{' '}
        <code>{request.resource}</code>
      </p>
      {deciding.map(({ kind, where, effect: policyEffect, statement }) => (
        <div key={`${kind} ${where}`} class="policy">
          <p>
            <Verdict effect={effect === 'allow' ? effect : policyEffect} /> by the {kind} policy
            {statement && (
              <>
                , statement <code>{statement.label}</code>
              </>
            )}
          </p>
          {statement && (
            <Checks
              checks={statement.conditions.map(({ operator, key, expected, actual, holds }) => ({
                name: `${operator} ${key}`,
                expected: expected.join(', '),
                actual: actual === undefined ? '(none)' : [actual].flat().join(', '),
                holds,
              }))}
            />
          )}
          <Constructs paths={[where]} code={code} />
          {statement && (
            <details>
              <summary>The statement as deployed</summary>
              <Code text={JSON.stringify(statement.document, null, 2)} label="the statement" />
            </details>
          )}
        </div>
      ))}
    </>
  );
}

function Verdict({ effect }: { readonly effect: Policies['effect'] }) {
  if (effect === 'allow') return <strong class="good-text">Allowed</strong>;
  const how = effect === 'explicitDeny' ? 'Denied explicitly' : 'Not allowed';
  return <strong class="bad-text">{how}</strong>;
}

interface Checked {
  readonly name: string;
  readonly expected: string;
  readonly actual: string;
  readonly holds: boolean;
}

/** A table of the compared values: the expected ones, and those of the request. */
function Checks({ checks }: { readonly checks: readonly Checked[] }) {
  if (checks.length === 0) return null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Conditions">
      <table class="checks">
        <thead>
          <tr>
            <th scope="col">Condition</th>
            <th scope="col">Expected</th>
            <th scope="col">Actual</th>
            <th scope="col">Matches</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ name, expected, actual, holds }) => (
            <tr key={`${name} ${expected}`}>
              <th scope="row">{name}</th>
              <td>
                <code>{expected}</code>
              </td>
              <td>
                <code>{actual}</code>
              </td>
              <td>{holds ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Constructs({
  paths,
  code,
}: {
  readonly paths: readonly string[];
  readonly code: CodeByPath;
}) {
  return (
    <ul class="constructs">
      {paths.map((path) => (
        <li key={path}>
          <span class="construct-path">{path}</span>
          {(code[path] ?? []).map(({ file, line, what }, index) => (
            <span key={`${file}:${line}`} class={index === 0 ? 'place first' : 'place'}>
              <code>{`${file}:${line}`}</code> {what}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
