/**
 * Prints the cache key of the suite's result. The sandbox is built from inputs that Nx knows; a deployed
 * stage may change without Nx's knowledge, so its results must never come from the cache.
 */
const { isDeployed } = require('./deployed.cjs');

console.log(isDeployed ? `deployed ${Date.now()}` : 'sandbox');
