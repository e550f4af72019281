/** The operations of the food service: the standard ones and its own. */
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import { service } from './service';

export const api = defineApi({ service, operations: [...orderOperations] });
