/** The operations of the beverage service: the standard ones and its own. */
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import { service } from './service';

export const api = defineApi({ service, operations: [...orderOperations] });
