import { createPlaceOrderHandler } from '@cross-account/orders-domain';
import { beverage } from '../../service';

/** Answers `POST /orders`. */
export const handler = createPlaceOrderHandler(beverage);
