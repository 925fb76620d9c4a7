/** Milliseconds between two looks at whether npm's shell is still there. */
const LOOKS = 250;

/**
 * Waits for Ctrl-C or SIGTERM. npm and npx start a shell that starts us, and `kill` of theirs ends that shell alone: so its
 * end is ours as well.
 */
export function toldToStop(): Promise<void> {
  return new Promise((end) => {
    process.once('SIGINT', () => end());
    process.once('SIGTERM', () => end());
    if (process.env['npm_command'] === undefined) return;
    const shell = process.ppid;
    const look = setInterval(() => {
      if (process.ppid === shell) return;
      clearInterval(look);
      end();
    }, LOOKS);
    look.unref();
  });
}
