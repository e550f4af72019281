/** The console's page: files that the sandbox serves as they are, with nothing from elsewhere. */
import path from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: path.resolve(import.meta.dirname, '../../../dist/tools/sandbox-console'),
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy forbids inline code and data, such as a preload's helper or a small file.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
});
