import { Option } from 'commander';
import type { Command } from 'commander';
import { SETTABLE_SUITES } from '../fleet/port-settings.ts';
import { askAdmin } from './admin-client.ts';
import { numberArgument } from './arguments.ts';
import { readKeyLines } from './key-lines.ts';
import type { CaptureFlags } from './port-capture.ts';
import { portPage } from './port-page.ts';
import type { ShownPort } from './port-page.ts';

interface Flags {
  readonly endpoint: string;
}

interface ListedPort {
  readonly connectionId: string;
  readonly secured: boolean;
  readonly mode?: string;
  readonly whyNotSecured?: string;
  /** What is wrong although it is secured. */
  readonly remark?: string;
  /** When its port daemon told this, if not now. */
  readonly toldAt?: string;
}

type WithEndpoint = (command: Command) => Command;

const path = (id: string, rest = ''): string => `/_ferrule/ports/${encodeURIComponent(id)}${rest}`;

async function setAndShow(endpoint: string, id: string, settings: object): Promise<void> {
  if (Object.values(settings).every((value) => value === undefined))
    throw new Error('nothing is to be set: give an option (--help tells which there are)');
  print(portPage((await askAdmin(endpoint, 'POST', path(id, '/settings'), settings)) as unknown as ShownPort));
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** `ferrule port …`: the MACsec ports, as a network engineer wants to see them, and what they are attached to. */
export function addPortCommands(program: Command, withEndpoint: WithEndpoint): void {
  const port = program.command('port').description('the MACsec ports: how they are, and what is at their other end');
  withEndpoint(port.command('list'))
    .description('every port, secured or why not')
    .option('--json', 'as JSON')
    .action(async ({ endpoint, json }: Flags & { json?: boolean }) => {
      const { ports } = await askAdmin(endpoint, 'GET', '/_ferrule/ports');
      if (json) return print(JSON.stringify(ports, null, 2));
      for (const row of ports as readonly ListedPort[]) {
        const asOf = row.toldAt === undefined ? '' : `as of ${row.toldAt}: `;
        const secured = row.remark === undefined ? 'secured' : `secured; ${row.remark}`;
        const verdict = row.secured ? secured : (row.whyNotSecured ?? 'not secured');
        print(`${row.connectionId}  ${(row.mode ?? '-').padEnd(14)}  ${asOf}${verdict}`);
      }
    });
  withEndpoint(port.command('show'))
    .description('all there is to know of a port, and in a sentence why it is not secured')
    .argument('<connection>')
    .option('--json', 'as JSON')
    .action(async (id: string, { endpoint, json }: Flags & { json?: boolean }) => {
      const shown = await askAdmin(endpoint, 'GET', path(id));
      print(json ? JSON.stringify(shown, null, 2) : portPage(shown as unknown as ShownPort));
    });
  withEndpoint(port.command('attach'))
    .description('plug something real into a port, instead of the built-in router')
    .argument('<connection>')
    .option(
      '--udp <local,remote>',
      'one Ethernet frame a datagram, as QEMU and GNS3 speak it: LOCALHOST:PORT,REMOTEHOST:PORT',
    )
    .option(
      '--interface <name>',
      'a network interface of this machine (needs CAP_NET_RAW and CAP_NET_ADMIN: ferrule portd --help)',
    )
    .addOption(
      new Option(
        '--secy <whose>',
        "who protects the interface's frames: this process, or the kernel, at a device ms-NAME (must_encrypt only)",
      ).choices(['process', 'kernel']),
    )
    .option(
      '--core <link>',
      'where clear frames go: host:ADDRESS, which answers ping, an interface, tap:NAME, or udp:LOCALHOST:PORT,REMOTEHOST:PORT',
    )
    .action(
      async (
        id: string,
        {
          endpoint,
          udp,
          interface: name,
          secy,
          core,
        }: Flags & Partial<Record<'udp' | 'interface' | 'secy' | 'core', string>>,
      ) => {
        if ((udp === undefined) === (name === undefined)) throw new Error('give either --udp or --interface');
        if (secy === 'kernel' && name === undefined)
          throw new Error('--secy kernel is for --interface: the kernel protects that');
        const wire = udp === undefined ? `${secy === 'kernel' ? 'kernel' : 'interface'}:${name}` : `udp:${udp}`;
        print(
          portPage((await askAdmin(endpoint, 'POST', path(id, '/attach'), { wire, core })) as unknown as ShownPort),
        );
      },
    );
  withEndpoint(port.command('set'))
    .description('how it takes part in key agreement. It begins anew: a cut of some seconds')
    .argument('<connection>')
    .option('--key-server-priority <number>', 'the lower serves the keys, 255 never (default: 16)', numberArgument)
    .addOption(
      new Option(
        '--cipher-suite <name>',
        'what it distributes at 10 Gbps; it takes both (default: GCM-AES-256)',
      ).choices(SETTABLE_SUITES),
    )
    .option('--replay-window <packets>', 'how far a frame may be late (default: 0)', numberArgument)
    .option('--sak-lifetime <seconds>', 'a new SAK after so long; 0 for never (default: 0)', numberArgument)
    .action((id: string, { endpoint, ...given }: Flags & Record<string, unknown>) => setAndShow(endpoint, id, given));
  withEndpoint(port.command('capture'))
    .description('write what passes its wire into a pcapng file, until Ctrl-C: for capture explain, or Wireshark')
    .argument('<connection>')
    .argument('<file>', 'or - for standard output')
    .option('--seconds <number>', 'end by itself', numberArgument)
    .option('--frames <number>', 'end by itself', numberArgument)
    .action(async (id: string, file: string, flags: CaptureFlags) => {
      const { runPortCapture } = await import('./port-capture.ts');
      await runPortCapture(path(id, '/frames'), id, file, flags);
    });
  withEndpoint(port.command('detach'))
    .description('back to the built-in router')
    .argument('<connection>')
    .action(async (id: string, { endpoint }: Flags) => {
      print(portPage((await askAdmin(endpoint, 'POST', path(id, '/detach'), {})) as unknown as ShownPort));
    });
}

/** `ferrule router …`: the built-in customer router of a port. */
export function addRouterCommands(program: Command, withEndpoint: WithEndpoint): void {
  const router = program.command('router').description('the built-in customer router at the other end of a port');
  const set = async (endpoint: string, id: string, wanted: object): Promise<void> =>
    print(portPage((await askAdmin(endpoint, 'POST', path(id, '/router'), wanted)) as unknown as ShownPort));

  withEndpoint(router.command('set'))
    .description('how it takes part in key agreement. It begins anew: a cut of some seconds')
    .argument('<connection>')
    .option('--key-server-priority <number>', 'the lower serves the keys, 255 never (default: 32)', numberArgument)
    .action((id: string, { endpoint, keyServerPriority }: Flags & { keyServerPriority?: number }) =>
      setAndShow(endpoint, id, { routerKeyServerPriority: keyServerPriority }),
    );
  withEndpoint(router.command('follow'))
    .description('let it take the keys of its port by itself, as it does by default')
    .argument('<connection>')
    .action((id: string, { endpoint }: Flags) => set(endpoint, id, { follows: true }));
  withEndpoint(router.command('manual'))
    .description('let it have only the keys that are given to it')
    .argument('<connection>')
    .action((id: string, { endpoint }: Flags) => set(endpoint, id, { follows: false }));
  withEndpoint(router.command('cable'))
    .description('unplug or plug the cable between them')
    .argument('<what>', 'unplug or plug')
    .argument('<connection>')
    .action((what: string, id: string, { endpoint }: Flags) => {
      if (what !== 'plug' && what !== 'unplug') throw new Error(`a cable can be plugged and unplugged, not ${what}`);
      return set(endpoint, id, { plugged: what === 'plug' });
    });
  withEndpoint(router.command('fault'))
    .description('what is wrong with it, for rehearsal; without options, nothing')
    .argument('<connection>')
    .option('--wrong-cak', 'it has other CAKs under the same CKNs')
    .option('--wrong-ckn', 'it has the CAKs under other CKNs')
    .option('--wrong-suite', 'it does only GCM-AES-128')
    .option('--no-sci', 'its frames carry no SCI')
    .option('--loss <probability>', 'the cable loses frames, 0 to 1', numberArgument)
    .option('--delay <milliseconds>', 'a frame takes so long', numberArgument)
    // Commander takes --no-sci for the opposite of --sci.
    .action((id: string, { endpoint, sci, ...faults }: Flags & Record<string, unknown>) =>
      set(endpoint, id, { faults: { ...faults, noSci: sci === false } }),
    );

  const key = router.command('key').description('its own keys, under manual');
  withEndpoint(key.command('add'))
    .description(
      'give it keys: lines of CKN and CAK in hexadecimal, from standard input or a file (never on the command line)',
    )
    .argument('<connection>')
    .option('--keys <file>', 'the file; - for standard input', '-')
    .action(async (id: string, { endpoint, keys }: Flags & { keys: string }) => {
      for (const pair of await readKeyLines(keys)) await askAdmin(endpoint, 'POST', path(id, '/router/keys'), pair);
      await list(endpoint, id);
    });
  withEndpoint(key.command('remove'))
    .argument('<connection>')
    .argument('<ckn>')
    .action(async (id: string, ckn: string, { endpoint }: Flags) => {
      await askAdmin(endpoint, 'DELETE', path(id, `/router/keys/${encodeURIComponent(ckn)}`));
      await list(endpoint, id);
    });
  withEndpoint(key.command('list'))
    .argument('<connection>')
    .action((id: string, { endpoint }: Flags) => list(endpoint, id));
  const list = async (endpoint: string, id: string): Promise<void> => {
    const { keys } = await askAdmin(endpoint, 'GET', path(id, '/router/keys'));
    for (const { number, ckn } of keys as readonly { number: number; ckn: string }[]) print(`${number}  CKN ${ckn}`);
  };
}

/** `ferrule events`: what happened on the ports. */
export function addEventCommand(program: Command, withEndpoint: WithEndpoint): void {
  withEndpoint(program.command('events'))
    .description('what happened on the ports, one JSON line each')
    .option('--after <sequence>', 'only those after this one', '0')
    .action(async ({ endpoint, after }: Flags & { after: string }) => {
      const { events } = await askAdmin(endpoint, 'GET', `/_ferrule/events?after=${encodeURIComponent(after)}`);
      for (const event of events as readonly unknown[]) print(JSON.stringify(event));
    });
}
