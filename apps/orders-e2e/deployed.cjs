/** Whether the suite runs against a deployed stage: an environment variable contains a service's base URL. */
exports.isDeployed = Object.entries(process.env).some(
  ([name, value]) => /^ORDERS_E2E_.+_URL$/.test(name) && value !== '',
);
