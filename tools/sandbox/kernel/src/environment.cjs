// @ts-check
/** The form of accounts and Regions. JavaScript without packages: see cli/options.cjs. */

const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/**
 * Returns whether a text has the form of a Region's code, such as `eu-central-1`.
 *
 * @param {string} text
 */
function isRegion(text) {
  return REGION.test(text);
}

/**
 * Returns whether a text has the form of an account's ID: twelve digits.
 *
 * @param {string} text
 */
function isAccountId(text) {
  return /^\d{12}$/.test(text);
}

/** Where a stack is deployed that leaves its account or Region open. */
const DEFAULT_ENVIRONMENT = { account: '000000000000', region: 'us-east-1' };

module.exports = { isRegion, isAccountId, DEFAULT_ENVIRONMENT };
