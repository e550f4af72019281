/** The stack output with the name of the smoke test's function. */
export const FUNCTION_NAME_OUTPUT = 'SmokeTestFunctionName';
