// @ts-check
/** The formats of account IDs and Region codes. JavaScript without packages: see cli/options.cjs. */

const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/**
 * Returns whether a text has the format of a Region code, such as `eu-central-1`.
 *
 * @param {string} text
 */
function isRegion(text) {
  return REGION.test(text);
}

/**
 * Returns whether a text has the format of an account ID: twelve digits.
 *
 * @param {string} text
 */
function isAccountId(text) {
  return /^\d{12}$/.test(text);
}

/** The account and Region of environment-agnostic stacks. */
const DEFAULT_ENVIRONMENT = { account: '000000000000', region: 'us-east-1' };

module.exports = { isRegion, isAccountId, DEFAULT_ENVIRONMENT };
