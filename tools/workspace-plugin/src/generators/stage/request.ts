/** Validates the options of the stage generator. */
import type { Tree } from '@nx/devkit';
import { PREFIX_LIST_ID } from '@cross-account/stages';
import { KEBAB_CASE } from '../../service-app/service';
import { serviceNames } from '../../service-app/listed-services';
import type { NewStage } from '../../stage/stage-copy';
import { stagesIn } from '../../stage/stage-files';
import { dynamoDbPrefixList, isRegion, prefixListAdvice } from '../configure/regions';

/** The options of the generator, as its `schema.json` describes them. */
export interface StageOptions {
  readonly name: string;
  readonly region: string;
  readonly like?: string;
  readonly after?: string;
  readonly dynamoDbPrefixList?: string;
}

/** The stage of the sandbox, which is not deployed to AWS. */
const SANDBOX = 'sandbox';

/** CloudFormation truncates long role names, and execution policies match the stage in them. */
const LONGEST_NAME = 15;

const RESERVED: Readonly<Record<string, string>> = {
  [SANDBOX]: 'the stage of the local sandbox',
  check: 'the name of the first job of the workflow',
  consumer: 'the name of the consumer app',
  constructor: 'the name of a property of every JavaScript object',
};

/** Returns the stage to add. @throws Error with one line for each invalid option */
export function readRequest(tree: Tree, options: StageOptions): NewStage {
  const { name, region, like, after } = options;
  const deployed = stagesIn(tree).filter((stage) => stage !== SANDBOX);
  const prefixList = options.dynamoDbPrefixList ?? dynamoDbPrefixList(region);
  const problems = [
    ...nameProblems(tree, name, deployed),
    ...regionProblems(region, prefixList),
    ...Object.entries({ like, after }).flatMap(([option, stage]) =>
      stage === undefined || deployed.includes(stage)
        ? []
        : [`--${option} must be one of ${deployed.join(', ')}, got '${stage}'`],
    ),
  ];
  if (prefixList === undefined || problems.length > 0) throw new Error(problems.join('\n'));
  const [first = ''] = deployed;
  return {
    ...{ name, region, dynamoDbPrefixListId: prefixList },
    like: like ?? first,
    after: after ?? deployed.at(-2) ?? first,
  };
}

function nameProblems(tree: Tree, name: string, deployed: readonly string[]): readonly string[] {
  const problem = () => {
    if (Object.hasOwn(RESERVED, name)) return `is taken: ${String(RESERVED[name])}`;
    if (deployed.includes(name)) return `is taken; the stages are ${deployed.join(', ')}`;
    if (serviceNames(tree).includes(name)) return 'is taken by a service';
    if (!KEBAB_CASE.test(name)) {
      return 'must be kebab-case: lower-case letters, digits and single hyphens, starting with a letter, such as staging';
    }
    if (name.length >= 2 && name.length <= LONGEST_NAME) return undefined;
    return `must have 2 to ${LONGEST_NAME} characters, because the names of stacks and resources contain it; it has ${name.length}`;
  };
  const text = problem();
  return text === undefined ? [] : [`name '${name}' ${text}`];
}

function regionProblems(region: string, prefixList: string | undefined): readonly string[] {
  if (!isRegion(region)) {
    return [`--region must be an AWS Region, such as eu-central-1, got '${region}'`];
  }
  if (prefixList === undefined) return [prefixListAdvice(region)];
  if (PREFIX_LIST_ID.test(prefixList)) return [];
  return [`--dynamoDbPrefixList must be the ID of a prefix list (pl-…), got '${prefixList}'`];
}
