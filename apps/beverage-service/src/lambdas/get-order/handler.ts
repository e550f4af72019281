import { createGetOrderHandler } from '@cross-account/orders-domain/functions';
import { service } from '../../service';

/** Handles `GET /orders/{orderId}`. */
export const handler = createGetOrderHandler(service);
