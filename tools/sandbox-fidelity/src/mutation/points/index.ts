import type { EnforcementPoint } from '../enforcement-point';
import { apiGatewayPoints } from './api-gateway';
import { awsApiPoints } from './aws-apis';
import { networkPoints } from './network';
import { policyPoints } from './policies';
import { routingPoints } from './routing';
import { signaturePoints } from './signatures';

/** All places that enforce something. */
export const points: readonly EnforcementPoint[] = [
  ...routingPoints,
  ...networkPoints,
  ...policyPoints,
  ...signaturePoints,
  ...apiGatewayPoints,
  ...awsApiPoints,
];
