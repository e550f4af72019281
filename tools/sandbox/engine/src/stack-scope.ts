/** The scope of one stack's template during a deployment. */
import { resolve, type Scope } from './intrinsics';
import { parameterReference } from './parameters';
import type { StackResource } from './stack-state';
import { TemplateError, type Template } from './template';

/** The values that are known before a deployment creates resources. */
export interface TemplateContext {
  /** The stack's name. */
  readonly name: string;
  /** The stack's ARN. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  /** The exports of the other stacks in the account and Region. */
  readonly exports: ReadonlyMap<string, string>;
}

export class StackScope implements Scope {
  readonly mappings;
  /** Names of the exports that were imported. */
  readonly imported = new Set<string>();
  private readonly pseudoParameters: Readonly<Record<string, unknown>>;

  /** @param resources the existing ones by logical ID; more may be added later. */
  constructor(
    private readonly context: TemplateContext,
    private readonly resources: ReadonlyMap<string, StackResource>,
  ) {
    const { account, region, name, id, template } = context;
    this.mappings = template.Mappings ?? {};
    this.pseudoParameters = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': name,
      'AWS::StackId': id,
      'AWS::NotificationARNs': [],
    };
  }

  parameter(name: string): unknown {
    const { template, parameters } = this.context;
    const definitions = template.Parameters ?? {};
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (definition) return parameterReference(name, definition, parameters[name] ?? '');
    return Object.hasOwn(this.pseudoParameters, name) ? this.pseudoParameters[name] : undefined;
  }

  ref(logicalId: string): string | undefined {
    return this.resources.get(logicalId)?.physicalId;
  }

  attribute(logicalId: string, name: string, path: string): unknown {
    const { attributes = {}, type } = this.resources.get(logicalId) ?? {};
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (value !== undefined) return value;
    const what = type ?? 'not deployed';
    throw new TemplateError(
      `${path}: ${logicalId} (${what}) has no attribute ${name} in the sandbox`,
    );
  }

  condition(name: string, path: string): boolean {
    const conditions = this.context.template.Conditions ?? {};
    if (!Object.hasOwn(conditions, name)) {
      throw new TemplateError(`${path}: the template does not define the condition ${name}`);
    }
    return resolve(conditions[name], this, `Conditions.${name}`) === true;
  }

  importValue(name: string, path: string): string {
    const value = this.context.exports.get(name);
    if (value === undefined) {
      throw new TemplateError(`${path}: No export named ${name} found in this account and Region`);
    }
    this.imported.add(name);
    return value;
  }

  isIncluded(condition: string | undefined, place: string): boolean {
    return condition === undefined || this.condition(condition, `${place}.Condition`);
  }

  /** @throws {TemplateError} with the description of the first failed assertion. */
  assertRules(): void {
    for (const [name, rule] of Object.entries(this.context.template.Rules ?? {})) {
      const path = `Rules.${name}`;
      const applies =
        rule.RuleCondition === undefined ||
        resolve(rule.RuleCondition, this, `${path}.RuleCondition`) === true;
      if (!applies) continue;
      rule.Assertions.forEach(({ Assert, AssertDescription }, index) => {
        const place = `${path}.Assertions[${index}]`;
        if (resolve(Assert, this, `${place}.Assert`) === true) return;
        throw new TemplateError(`${place}: ${AssertDescription ?? 'the assertion failed'}`);
      });
    }
  }
}
