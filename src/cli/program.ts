import { Command, Option } from 'commander';
import { version } from '../app/version.ts';
import { runApprove } from './approve.ts';
import { accountArgument, regionArgument, urlArgument } from './arguments.ts';
import type { ExplainFlags } from './capture.ts';
import { runEnv } from './env.ts';
import { keygen } from './keygen.ts';
import { addKeysCommands } from './keys/commands.ts';
import { addEventCommand, addPortCommands, addRouterCommands } from './port-commands.ts';
import { addPortdCommand } from './portd-command.ts';
import { runStart } from './start.ts';
import { addStartOptions } from './start-options.ts';
import { runStatus } from './status.ts';

const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';

/** The command `ferrule`, whole. */
export const program = new Command('ferrule')
  .description(
    'AWS Direct Connect that you run yourself: its whole API on the wire, the secrets behind its MACsec keys.',
  )
  .version(version)
  .showHelpAfterError('(ferrule --help tells what there is)')
  .addHelpText(
    'after',
    `
A first look:
  ferrule start                 in one terminal
  eval "$(ferrule env)"         in another; then, with the AWS CLI:
  aws directconnect create-connection --location EqDC2 --bandwidth 10Gbps --connection-name first --request-mac-sec
  aws directconnect associate-mac-sec-key --connection-id dxcon-… --ckn … --cak …   (a pair: ferrule keygen)`,
  );

addStartOptions(program.command('start').description('serve until Ctrl-C')).action(runStart);

addPortdCommand(program);

const withEndpoint = (command: Command): Command =>
  command.addOption(
    new Option('--endpoint <url>', 'the running Ferrule')
      .default(DEFAULT_ENDPOINT)
      .env('FERRULE_ENDPOINT')
      .argParser(urlArgument),
  );

withEndpoint(program.command('env'))
  .description('print the exports that point AWS clients here: eval "$(ferrule env)"')
  .option('--region <region>', 'the Region to work in', regionArgument, 'us-east-1')
  .option('--account <id>', 'a 12-digit account to work as, instead of 000000000000', accountArgument)
  .addOption(
    new Option('--endpoints-only', 'leave your credentials and Region as they are').conflicts(['account', 'region']),
  )
  .option('--ec2', 'point EC2 here as well: there is little more of it here than gateways of Direct Connect')
  .option('--example', "also make, and name, what the Terraform provider's acceptance tests want")
  .action(runEnv);

withEndpoint(program.command('status'))
  .description('what a running Ferrule is and holds')
  .option('--json', 'as JSON')
  .action(runStatus);

withEndpoint(program.command('approve'))
  .description('decide as AWS and the carrier would, under --lifecycle manual: advance what waits')
  .argument('[id]', 'a connection, interconnect, LAG, virtual interface, BGP peer or gateway association')
  .option('--to <state>', 'advance until it is in this state, rather than by one step')
  .option('--all', 'everything that waits')
  .action(runApprove);

addPortCommands(program, withEndpoint);
addRouterCommands(program, withEndpoint);
addEventCommand(program, withEndpoint);
addKeysCommands(program, withEndpoint);

program
  .command('keygen')
  .description('a new CKN/CAK pair')
  .option('--json', 'as JSON')
  .action((flags: { json?: boolean }) => {
    process.stdout.write(`${keygen(flags.json ?? false)}\n`);
  });

const capture = program.command('capture').description('captures of MACsec links, of whichever make the ends are');

capture
  .command('explain')
  .description('what happened on a MACsec link, and why it is not secured or carries no data; opens its frames')
  .argument('<file>', 'a pcap or pcapng file of any size, or - for standard input')
  .option(
    '--keys <file>',
    'lines "CKN CAK" or "sak AN KEY [SALT SCI=SSCI ...]"; or $FERRULE_CAPTURE_KEYS, or asked for',
  )
  .option('--decrypt <file>', 'write the opened frames, and the clear ones, as a pcapng file')
  .option('--json', 'as JSON')
  .action(async (file: string, flags: ExplainFlags) => {
    // MACsec is loaded when it is asked for: the other commands start without.
    const { runCaptureExplain } = await import('./capture.ts');
    await runCaptureExplain(file, flags);
  });
