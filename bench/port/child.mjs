// A process that the benchmark started, and that does what it is asked, one thing after the other.
import { fork } from 'node:child_process';

/**
 * Starts `script` beside this file, in the role that it is given.
 *
 * @param under a command that runs the command behind it, such as `nice -n -10`
 */
export async function startChild(script, role, under = []) {
  const [execPath, ...execArgv] = [...under, process.execPath];
  const child = fork(new URL(script, import.meta.url), [role], { execPath, execArgv });
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => resolve({ error: `${script} ${role} ended with ${code}` }));
  });
  const answer = () => new Promise((resolve) => child.once('message', resolve));
  await Promise.race([answer(), ended]);
  return {
    pid: child.pid,
    async ask(command, argument) {
      child.send([command, argument]);
      const answered = await Promise.race([answer(), ended]);
      if (answered.error !== undefined) throw new Error(answered.error);
      return answered.answer;
    },
    stop: () => child.connected && child.disconnect(),
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
