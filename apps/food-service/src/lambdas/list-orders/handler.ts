import { createListOrdersHandler } from '@cross-account/orders-domain';
import { food } from '../../service';

/** Answers `GET /orders`. */
export const handler = createListOrdersHandler(food);
