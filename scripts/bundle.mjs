// Bundles the command into one file, over what the compiler wrote for it: a process that loads one module starts sooner
// than one that loads three hundred. What is imported when it is needed becomes files of its own; packages stay outside;
// the library (dist/index.js) stays as the compiler wrote it.
import { chmodSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist/chunks', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
// npm does so when it installs a command, and not again for one that was built anew.
chmodSync('dist/main.js', 0o755);
