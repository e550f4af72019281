/** The calls that the beverage service offers: what every order service has, and its own. */
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import { service } from './service';

export const api = defineApi({ service, operations: [...orderOperations] });
