import { inTheApi } from './cases';
import { describeCases } from './testing/describe-cases';

for (const [area, cases] of Object.entries(inTheApi)) describeCases(area, cases);
