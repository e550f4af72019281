/**
 * Elastic Load Balancing's checks of rule conditions and targets.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
import { contains, parseCidr } from '../ec2/ipv4';

const MAX_VALUES = 5;
const MAX_LENGTH = 128;

/** The allowed characters of a value, by the field of its condition. */
const CHARACTERS: Readonly<Record<string, RegExp>> = {
  'host-header': /^[A-Za-z0-9.*?-]+$/,
  'path-pattern': /^[\w\-.$/~"'@:+&*?]+$/,
};

export interface Condition {
  readonly field: string;
  readonly values: readonly string[];
}

/** Returns the error of a rule's conditions; undefined if they are valid. */
export function conditionsProblem(conditions: readonly Condition[]): string | undefined {
  if (conditions.length === 0) return 'A rule must have at least one condition';
  const fields = conditions.map(({ field }) => field);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) return `A rule can only have one '${twice}' condition`;
  const values = conditions.flatMap((condition) => condition.values);
  if (values.length > MAX_VALUES) return `A rule can only have '${MAX_VALUES}' condition values`;
  for (const condition of conditions) {
    const invalid = condition.values.find((value) => !isAllowed(condition.field, value));
    if (invalid !== undefined) {
      return `The value '${invalid}' of the condition '${condition.field}' is not valid`;
    }
  }
  return undefined;
}

function isAllowed(field: string, value: string): boolean {
  return value.length <= MAX_LENGTH && CHARACTERS[field]?.test(value) === true;
}

/** The address ranges of targets, in addition to the VPC's: those of RFC 1918 and RFC 6598. */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].map(parseCidr);

/** Returns the error of a target's address; undefined if it is valid. */
export function addressProblem(address: string): string | undefined {
  if (PRIVATE.some((block) => contains(block, address))) return undefined;
  return `The IP address '${address}' is not a valid private IPv4 address`;
}
