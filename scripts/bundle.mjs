// Bundles the command into one file, over what the compiler wrote for it: a process that loads one module starts sooner
// than one that loads two hundred. Packages stay outside; the library (dist/index.js) stays as the compiler wrote it.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
