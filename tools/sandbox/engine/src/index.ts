/** Cloud assemblies and their templates, as programs outside of `tools/sandbox` read them. */
export { readAssembly, type StackArtifact } from './assembly';
export { resolve, type Scope } from './intrinsics';
export { constructPath, parseTemplate, type Template } from './template';
