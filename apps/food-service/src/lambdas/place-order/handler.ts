import { createPlaceOrderHandler } from '@cross-account/orders-domain/functions';
import { service } from '../../service';

/** Handles `POST /orders`. */
export const handler = createPlaceOrderHandler(service);
