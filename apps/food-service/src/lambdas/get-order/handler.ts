import { createGetOrderHandler } from '@cross-account/orders-domain';
import { food } from '../../service';

/** Answers `GET /orders/{orderId}`. */
export const handler = createGetOrderHandler(food);
