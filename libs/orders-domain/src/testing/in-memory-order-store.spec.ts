import { inMemoryOrderStore } from './in-memory-order-store';
import { describeOrderStore } from './order-store-contract';

describeOrderStore('memory', () => Promise.resolve(inMemoryOrderStore()));
