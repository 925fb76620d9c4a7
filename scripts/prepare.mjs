// Builds as part of `npm ci`, and where another project has this one among its dependencies. The command has to be there before
// anybody asks npx for it: npx links what it finds the first time, and looks no more.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('node_modules/typescript')) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
} else console.log('ferrule is not built: that takes its development dependencies');
