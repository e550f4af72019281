/** Which versions of Node.js this workspace is for. */

/** Older ones lack what the tools need, such as `import.meta.dirname` and `require` of ES modules. */
const OLDEST = [20, 19];

/** The even-numbered releases that get security updates, and that CI runs. */
const SUPPORTED = [22, 24];

/**
 * Returns what to tell of a version of Node.js: an error where it is too old, a warning where it runs but
 * is no longer supported, nothing where all is well.
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
