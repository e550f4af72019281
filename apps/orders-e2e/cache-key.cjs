/**
 * Prints what a cached result of the suite stands for. The sandbox is made from inputs that Nx knows; a
 * deployed stage changes without Nx knowing it, so no result of it may ever be taken from the cache.
 */
const { isDeployed } = require('./deployed.cjs');

console.log(isDeployed ? `deployed ${Date.now()}` : 'sandbox');
