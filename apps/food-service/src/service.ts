/** What this service is: its name and its menu. Everything else follows from them. */
import { defineService } from '@cross-account/orders-domain';

/** The food service. */
export const service = defineService({ name: 'food', items: ['pizza', 'hamburger', 'salat'] });
