#!/usr/bin/env node
import { messageOf } from './app/message-of.ts';
import { loadCommand } from './cli/load-command.ts';

// By this signal anybody of the same user would open Node's debugger, to look into a memory that holds keys.
process.on('SIGUSR1', () => {});

// What holds raw sockets and SAKs does not parse HTTP: the port daemon's process loads neither the server nor the API.
const { program } = await loadCommand(process.argv[2] === 'portd' ? 'portd-program' : 'program');

// Whoever reads what is printed has read enough, as `| head` has.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault;
  process.exit(process.exitCode ?? 0);
});

// A variable that is there and empty is how CI systems hand over one that is not set.
for (const [name, value] of Object.entries(process.env))
  if (name.startsWith('FERRULE_') && value === '') delete process.env[name];

try {
  await program.parseAsync();
} catch (fault) {
  process.stderr.write(`ferrule: ${messageOf(fault)}\n`);
  process.exitCode = 1;
}
