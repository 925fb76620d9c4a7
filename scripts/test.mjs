// Runs compiled tests: `node scripts/test.mjs [--only FOLDER] [WORD…]` takes the files under build/test (or a folder
// of it) whose path holds every word. (The oldest Node that must work expands no globs for its test runner.)
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

// Suites that need more than Node have commands of their own.
const OWN_COMMANDS = ['clients', 'interop'];

const words = process.argv.slice(2);
const only = words[0] === '--only' ? words.splice(0, 2)[1] : undefined;
const root = join('build', 'test', only ?? '');
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => only !== undefined || !OWN_COMMANDS.some((folder) => file.startsWith(`${folder}/`)))
  .filter((file) => words.every((word) => file.includes(word)))
  .map((file) => join(root, file))
  .sort();
if (files.length === 0) {
  console.error(`no compiled test under ${root} fits: ${words.join(' ')}`);
  process.exit(1);
}
// A test that hangs is a failure after five minutes, not a run that never ends.
const options = [
  '--enable-source-maps',
  '--test',
  '--test-timeout=300000',
  `--test-concurrency=${availableParallelism()}`,
];
if (process.stdout.isTTY || process.env.CI) options.push('--test-reporter=spec');
spawn(process.execPath, [...options, ...files], {
  stdio: 'inherit',
  // The official SDK warns that it will drop this Node some day; that is not what is tested.
  env: { ...process.env, NODE_NO_WARNINGS: '1' },
}).on('exit', (code) => process.exit(code ?? 1));
