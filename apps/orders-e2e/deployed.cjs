/** Whether the suite runs against a deployed stage: some service has a base URL in the environment. */
exports.isDeployed = Object.entries(process.env).some(
  ([name, value]) => /^ORDERS_E2E_.+_URL$/.test(name) && value !== '',
);
