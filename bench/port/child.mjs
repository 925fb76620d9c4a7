// A process that the benchmark started, and that does what it is asked, one thing after the other.
import { fork } from 'node:child_process';

/** Starts `script` beside this file, in the role that it is given. */
export async function startChild(script, role) {
  const process = fork(new URL(script, import.meta.url), [role]);
  const ended = new Promise((resolve) => {
    process.once('exit', (code) => resolve({ error: `${script} ${role} ended with ${code}` }));
  });
  const answer = () => new Promise((resolve) => process.once('message', resolve));
  await Promise.race([answer(), ended]);
  return {
    pid: process.pid,
    async ask(command, argument) {
      process.send([command, argument]);
      const answered = await Promise.race([answer(), ended]);
      if (answered.error !== undefined) throw new Error(answered.error);
      return answered.answer;
    },
    stop: () => process.connected && process.disconnect(),
  };
}

/** In the child: answers with what `commands` give, until the parent goes. */
export function serve(commands) {
  process.on('message', async ([command, argument]) => {
    try {
      process.send({ answer: await commands[command](argument) });
    } catch (error) {
      process.send({ error: String(error?.stack ?? error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send('ready');
}
