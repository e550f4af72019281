/** Types of the imports that Vite resolves to something other than code. */
declare module '*.css';
declare module '*?url' {
  const url: string;
  export default url;
}
