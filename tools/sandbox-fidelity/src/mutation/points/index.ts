import type { EnforcementPoint } from '../enforcement-point';
import { apiGatewayPoints } from './api-gateway';
import { awsApiPoints } from './aws-apis';
import { networkPoints } from './network';
import { policyPoints } from './policies';
import { privateDomainNamePoints } from './private-domain-names';
import { routingPoints } from './routing';
import { signaturePoints } from './signatures';

/** All enforcement points. */
export const points: readonly EnforcementPoint[] = [
  ...routingPoints,
  ...networkPoints,
  ...policyPoints,
  ...privateDomainNamePoints,
  ...signaturePoints,
  ...apiGatewayPoints,
  ...awsApiPoints,
];
