import { createPlaceOrderHandler } from '@cross-account/orders-domain';
import { food } from '../../service';

/** Answers `POST /orders`. */
export const handler = createPlaceOrderHandler(food);
