import { readFileSync } from 'node:fs';
import path from 'node:path';
import { executionPolicyProblems } from '@cross-account/aws-checks';
import type { CloudFormationTemplate, PolicyDocument } from '@cross-account/aws-checks';
import { synthService } from './support/synth-service';

const file = path.join(__dirname, '../../../docs/policies/order-service-execution.json');
const policy = JSON.parse(readFileSync(file, 'utf8')) as PolicyDocument;

describe('the execution policy of a service account', () => {
  it('covers every service that a stack uses with all its options on', () => {
    const template = synthService({
      protect: true,
      customerManagedKey: true,
      flowLogs: true,
      canary: true,
    });
    expect(executionPolicyProblems([policy], template.toJSON() as CloudFormationTemplate)).toEqual(
      [],
    );
  });
});
