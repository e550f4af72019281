import { cases, deployment } from './cases';
import { describeCases, describeDeployments } from './testing/describe-cases';

for (const [area, list] of Object.entries(cases)) describeCases(area, list);
describeDeployments(deployment);
