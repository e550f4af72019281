import { createPlaceOrderHandler } from '@cross-account/orders-domain';
import { service } from '../../service';

/** Answers `POST /orders`. */
export const handler = createPlaceOrderHandler(service);
