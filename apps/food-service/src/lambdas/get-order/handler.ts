import { createGetOrderHandler } from '@cross-account/orders-domain/functions';
import { service } from '../../service';

/** Answers `GET /orders/{orderId}`. */
export const handler = createGetOrderHandler(service);
