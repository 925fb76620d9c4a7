// A process that the benchmark started, and that does what it is asked, one thing after the other.
import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts `script` beside this file, in the role that it is given. */
export async function startChild(script, role) {
  const process = fork(new URL(script, import.meta.url), [role]);
  await once(process, 'message');
  return {
    pid: process.pid,
    async ask(command, argument) {
      process.send([command, argument]);
      const [{ answer, error }] = await Promise.race([
        once(process, 'message'),
        once(process, 'exit').then(([code]) => [{ error: `${script} ${role} ended with ${code}` }]),
      ]);
      if (error !== undefined) throw new Error(error);
      return answer;
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
