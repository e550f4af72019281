import { createListOrdersHandler } from '@cross-account/orders-domain';
import { beverage } from '../../service';

/** Answers `GET /orders`. */
export const handler = createListOrdersHandler(beverage);
