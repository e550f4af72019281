import { deployment } from './cases';
import { describeDeployments } from './testing/describe-cases';

describeDeployments(deployment);
