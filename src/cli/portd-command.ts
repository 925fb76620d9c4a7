import { Option } from 'commander';
import type { Command } from 'commander';
import type { PortdFlags } from './portd.ts';

/** `ferrule portd`: the port daemon. */
export function addPortdCommand(program: Command): void {
  program
    .command('portd')
    .description('run attached ports in a process of their own, which holds the raw sockets and serves no HTTP')
    .addOption(
      new Option(
        '--data-dir <directory>',
        'where its socket is (portd.sock), and how interfaces were before ports took them',
      )
        .default('.ferrule')
        .env('FERRULE_DATA_DIR'),
    )
    .option(
      '--unprivileged',
      'run without CAP_NET_RAW and CAP_NET_ADMIN: for ports over UDP only (env: FERRULE_UNPRIVILEGED)',
    )
    .option('--close', 'delete what SAs a killed port daemon left with the kernel, and end; its interfaces stay closed')
    .addOption(
      new Option('--log-level <level>', 'log lines are JSON on standard error')
        .choices(['silent', 'error', 'warn', 'info', 'debug'])
        .default('info')
        .env('FERRULE_LOG_LEVEL'),
    )
    .addHelpText(
      'after',
      `
It needs CAP_NET_RAW and CAP_NET_ADMIN; the server, which needs neither, asks it:
  sudo setpriv --reuid $(id -u) --regid $(id -g) --init-groups --inh-caps +net_raw,+net_admin \\
    --ambient-caps +net_raw,+net_admin ferrule portd
  ferrule start --portd .ferrule/portd.sock        as the same user
Its ports go on while the server restarts. They end with it, closed. Killed, it cannot delete the SAs of ports with
--secy kernel: the next one does as it starts, or "ferrule portd --close" at once, as its systemd unit has it.`,
    )
    .action(async (flags: PortdFlags) => {
      const { runPortd } = await import('./portd.ts');
      await runPortd(flags);
    });
}
