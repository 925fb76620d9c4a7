// Bundles the command into a file for the server's process and one for the port daemon's, each beside the module that it is
// made from, and keeps the code that V8 makes of it: a process that loads one module starts sooner than one that loads three
// hundred, and sooner still where it does not compile. Packages stay outside, but for the one that every start needs first and
// that takes longest to find; the library (dist/index.js) stays as the compiler wrote it.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const COMMANDS = ['program', 'portd-program'];
const INSIDE = 'commander';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const licence = `/*! ${INSIDE}: ${readFileSync(`node_modules/${INSIDE}/LICENSE`, 'utf8')}*/`;

await build({
  entryPoints: COMMANDS.map((name) => `src/cli/${name}.ts`),
  outdir: 'dist/cli',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  external: Object.keys(dependencies).filter((name) => name !== INSIDE),
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The function that CommonJS makes of a file. In Latin-1, as which it is read, there is nothing to decode.
  banner: { js: `${licence}\n(function (exports, require, module, __filename, __dirname) {` },
  footer: { js: '})' },
  charset: 'ascii',
  // What is imported when it is needed is required then: a script that V8 runs has no importing of its own.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'importMetaUrl' },
  inject: ['scripts/import-meta-url.js'],
  sourcemap: true,
  logLevel: 'warning',
});
// With its own defaults, whatever whoever builds has set for the servers of theirs.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FERRULE_')));
for (const name of COMMANDS) {
  try {
    const words = ['scripts/write-code-cache.mjs', `dist/cli/${name}.cjs`];
    execFileSync(process.execPath, words, { stdio: 'inherit', env });
  } catch {
    console.error(`${name} is built, and will start more slowly than it could: its code could not be kept`);
  }
}
// npm does so when it installs a command, and not again for one that was built anew.
chmodSync('dist/main.js', 0o755);
