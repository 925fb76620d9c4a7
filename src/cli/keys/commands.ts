import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { accountArgument, regionArgument } from '../arguments.ts';
import type { AuditFlags } from './audit.ts';
import type { RehearseFlags } from './rehearse.ts';
import type { RotateFlags } from './rotate.ts';

type WithEndpoint = (command: Command) => Command;

/** `ferrule keys …`: what is done with MACsec keys over Direct Connect's API, AWS's as well as Ferrule's. */
export function addKeysCommands(program: Command, withEndpoint: WithEndpoint): void {
  const keys = program
    .command('keys')
    .description('MACsec keys: rotate them without losing a frame, rehearse it, and see how they are');
  // What they need is loaded when they run: the other commands start without.
  withWhere(withEndpoint(keys.command('rotate')))
    .description(
      'replace the key of a connection, interconnect or LAG: the new one beside the old, then without the old',
    )
    .argument('<id>', 'dxcon-… or dxlag-…')
    .option(
      '--keys <file>',
      'the new pair, a line "CKN CAK" in hexadecimal; - for standard input. Otherwise one is made',
    )
    .option('--to <ckn>', 'rotate to a key that is associated already, such as that of a rotation that was cut short')
    .option('--wait <seconds>', 'how long the router may take to use the new key, before all goes back', seconds)
    .option('--frames <rate>', 'frames a second to count what is lost, each way, where the far end is here', rate, 200)
    .option('--ping <address>', 'count by echoes of an IPv4 address behind an attached port with --core host:ADDRESS')
    .option('--report <file>', 'write what was done and counted as JSON')
    .action(async (id: string, flags: RotateFlags) => {
      const { runRotate } = await import('./rotate.ts');
      await runRotate(id, flags);
    });
  withWhere(withEndpoint(keys.command('rehearse')))
    .description(
      'rotate the key of a twin, as planned and as it may go wrong, and count every frame; nothing real is touched',
    )
    .argument('[id]', 'the connection, interconnect or LAG that the twin is to be like')
    .option('--bandwidth <speed>', 'of the twin, without an id', '100Gbps')
    .option('--mode <mode>', 'its encryption mode, without an id', 'must_encrypt')
    .option('--members <count>', 'make it a LAG of so many, without an id', count)
    .option('--frames <rate>', 'frames a second, each way', rate, 200)
    .option('--picture <file>', 'draw it, as SVG')
    .option('--report <file>', 'write what was done and counted as JSON')
    .action(async (id: string | undefined, flags: RehearseFlags) => {
      const { runRehearse } = await import('./rehearse.ts');
      await runRehearse(id, flags);
    });
  withWhere(withEndpoint(keys.command('audit')))
    .description(
      'every port with its mode, whether it encrypts, and how old its keys are; secrets that were left behind',
    )
    .option('--max-age <days>', 'a key older than this is a problem', days)
    .option('--json', 'as JSON')
    .action(async (flags: AuditFlags) => {
      const { runAudit } = await import('./audit.ts');
      await runAudit(flags);
    });
}

/** Whose Direct Connect it is. */
const withWhere = (command: Command): Command =>
  command
    .option('--aws', "AWS's, or whichever the AWS SDK's own settings name, instead of a running Ferrule")
    .option('--region <region>', 'the Region to work in', regionArgument)
    .option('--account <id>', 'a 12-digit account to work as, at a Ferrule', accountArgument);

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number of seconds above 0.');
  return value;
}

function days(text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError('It must be a number of days.');
  return value;
}

function rate(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 2000)
    throw new InvalidArgumentError('It must be a whole number from 0, for none, to 2000.');
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 4)
    throw new InvalidArgumentError('It must be a whole number from 1 to 4.');
  return value;
}
