import { createGetOrderHandler } from '@cross-account/orders-domain';
import { beverage } from '../../service';

/** Answers `GET /orders/{orderId}`. */
export const handler = createGetOrderHandler(beverage);
