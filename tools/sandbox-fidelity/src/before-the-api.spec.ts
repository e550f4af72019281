import { beforeTheApi } from './cases';
import { describeCases } from './testing/describe-cases';

for (const [area, cases] of Object.entries(beforeTheApi)) describeCases(area, cases);
