/** What this service is: its name and its menu. Everything else follows from them. */
import { defineService } from '@cross-account/orders-domain';

/** The beverage service. */
export const service = defineService({ name: 'beverage', items: ['tea', 'coffee', 'water'] });
