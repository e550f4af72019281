// @ts-check
/** Any counterexample kills a mutant, so counterexamples are not shrunk. */
require('fast-check').configureGlobal({ endOnFailure: true });
