// Runs the compiled tests against a real Linux router: `node scripts/test-interop.mjs [WORD…]`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCases } from './run-cases.mjs';

// What an earlier run could not have may be there now.
rmSync(join('build', 'lab', 'absent'), { force: true });
// One file after another: an emulated router takes a processor to itself, and two that starve each other prove less.
await runCases('interop', process.argv.slice(2), 1);
