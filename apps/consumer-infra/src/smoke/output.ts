/** The stack's output that names the smoke test's function. */
export const FUNCTION_NAME_OUTPUT = 'SmokeTestFunctionName';
