// Runs a shell command in the lab's Linux router: `echo 'ip -s macsec show' | node ask-guest.mjs CONTROL`, where CONTROL is
// the Unix socket of its command channel. The command comes on standard input, because it may hold keys, and those must
// not be on a command line, which everybody on this machine can read. Ends with the command's own exit status.
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';

const PATIENCE = 60_000;

const command = (await text(process.stdin)).trim();
if (command === '' || command.includes('\n')) throw new Error('one line, please: the channel takes one command a line');

const socket = createConnection(process.argv[2] ?? '');
socket.setEncoding('latin1').setTimeout(PATIENCE, () => {
  socket.destroy(new Error(`the router has not answered for ${PATIENCE / 1000} s`));
});
socket.write(`${command}\n`);
let told = '';
for await (const piece of socket) {
  told += piece;
  const end = /@@rc=(\d+)@@/.exec(told);
  if (!end) continue;
  process.stdout.write(told.slice(0, end.index).replaceAll('\r', '').replace('@@ready@@\n', ''));
  process.exitCode = Number(end[1]);
  break;
}
