/** What a policy decides, as data. */
import { conditionCases } from './conditions';
import { matchingCases } from './matching';
import type { PolicyCase } from './policy-case';
import { privateApiCases } from './private-apis';

export const policyCases: readonly PolicyCase[] = [
  ...matchingCases,
  ...conditionCases,
  ...privateApiCases,
];

export { refusedPolicies } from './refused';
