// @ts-check
/** Any counterexample notices a mutant: the smallest one is not looked for. */
require('fast-check').configureGlobal({ endOnFailure: true });
