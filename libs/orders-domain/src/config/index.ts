/** The functions' environment, for the construct that writes it. */
export { environmentOf, type OrderEnvironmentKey } from './environment';
