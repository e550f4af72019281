import { inMemoryOrderStore } from './support/in-memory-order-store';
import { describeOrderStore } from './support/order-store-contract';

describeOrderStore('memory', () => Promise.resolve(inMemoryOrderStore()));
