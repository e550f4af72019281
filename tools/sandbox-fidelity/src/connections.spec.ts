import { connections } from './cases';
import { describeCases } from './testing/describe-cases';

for (const [area, cases] of Object.entries(connections)) describeCases(area, cases);
