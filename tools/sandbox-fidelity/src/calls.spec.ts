import { calls } from './cases';
import { describeCases } from './testing/describe-cases';

for (const [area, cases] of Object.entries(calls)) describeCases(area, cases);
