import { createListOrdersHandler } from '@cross-account/orders-domain/functions';
import { service } from '../../service';

/** Handles `GET /orders`. */
export const handler = createListOrdersHandler(service);
