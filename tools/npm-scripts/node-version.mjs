/** The versions of Node.js that this workspace supports. */

/**
 * The oldest version that works: older ones lack features that the tools need, such as `import.meta.dirname`
 * and `require` of ES modules.
 */
const OLDEST = [20, 19];

/** The LTS releases with security updates, which CI runs. */
const SUPPORTED = [22, 24];

/**
 * Returns the message about a version of Node.js: an error if it is too old, a warning if it works but is not
 * supported any more, nothing if it is supported.
 *
 * @param {string} version such as `24.11.0`
 * @returns {{ error?: string, warning?: string }}
 */
export function nodeVersionAdvice(version) {
  const [major, minor] = version.split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST;
  if (major < oldest || (major === oldest && minor < oldestMinor)) {
    return {
      error: `Node.js ${SUPPORTED.join(' or ')} is required (at least ${OLDEST.join('.')}), but this is ${version}`,
    };
  }
  if (major >= SUPPORTED[0]) return {};
  return {
    warning: `Node.js ${version} is past its end of life. It still works, but only Node.js ${SUPPORTED.join(' and ')} are supported`,
  };
}
