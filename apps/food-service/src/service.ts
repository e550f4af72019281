/** The definition of the service: its name and its menu. Everything else is derived from it. */
import { defineService } from '@cross-account/orders-domain';

/** The food service. */
export const service = defineService({ name: 'food', items: ['pizza', 'hamburger', 'salat'] });
