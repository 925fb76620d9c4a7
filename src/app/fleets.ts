import { nodeCrypto } from '../crypto/node/node-crypto.ts';
import type { Fleet, PortdView } from '../fleet/fleet.ts';
import { LinkOpener } from '../fleet/link-opener.ts';
import { PortFleet } from '../fleet/port-fleet.ts';
import { SplitFleet } from '../fleet/split-fleet.ts';
import { systemClock } from '../port/clock.ts';
import type { PortEventLog } from '../port/event-log.ts';
import type { InUnit } from './services.ts';
import type { Log } from './log.ts';
import type { FerruleOptions } from './options.ts';
import { version } from './version.ts';

/** What the ports of a server need of it. */
export interface PortSurroundings {
  readonly options: FerruleOptions;
  readonly log: Log;
  readonly events: PortEventLog;
  /** The store's: a port daemon keeps the ports of one. */
  readonly identity: string;
  readonly inUnit: InUnit;
  /** Told of connections whose port is to be looked at. */
  readonly touch: (connectionId: string) => void;
  /** Has all that was touched looked at now. */
  readonly settle: () => void;
}

export interface ServerFleet {
  readonly fleet: Fleet;
  /** Finds out what ports there are already. */
  readonly begin: () => Promise<void>;
}

/** The ports of a server: all in this process, or attached ones in a port daemon. */
export async function createFleet(surroundings: PortSurroundings): Promise<ServerFleet> {
  const { options, log, events, identity, inUnit, touch, settle } = surroundings;
  const links = new LinkOpener({
    all: () => inUnit(async ({ ports }) => ports.undos()),
    put: (undo) => inUnit(async ({ ports }) => ports.putUndo(undo)),
    remove: (name) => inUnit(async ({ ports }) => ports.removeUndo(name)),
  });
  let isSettled = false;
  const parameters = {
    crypto: nodeCrypto,
    clock: systemClock,
    events,
    openLinks: links.open.bind(links),
    onReport: ({ connectionId }: { readonly connectionId: string }) => touch(connectionId),
    onSettled: async () => {
      // What earlier processes have left is looked for once.
      if (isSettled) return;
      isSettled = true;
      await links.giveBackRest((fault) => log.error({ err: fault }, 'an interface could not be given back'));
    },
  };
  if (options.portd === undefined) return { fleet: new PortFleet(parameters), begin: () => Promise.resolve() };
  // Loaded where there is one: most servers never ask a port daemon.
  const { RemoteFleet } = await import('../portd/remote-fleet.ts');
  const builtIn = new PortFleet({
    ...parameters,
    onLag: (lagId, members) => attached.setOtherMembers(lagId, members),
  });
  const attached = new RemoteFleet({
    socket: options.portd,
    version,
    owner: identity,
    keepsPorts: options.dataDirectory !== undefined,
    events,
    onChange: touch,
    onWelcome: settle,
    onLag: (lagId, members) => builtIn.setOtherMembers(lagId, members),
    onState: (portd) => logPortd(log, portd),
    now: options.now,
  });
  return {
    fleet: new SplitFleet({ builtIn, attached }),
    begin: () => attached.connect(),
  };
}

function logPortd(log: Log, { state, socket, version: of, why }: PortdView): void {
  if (state === 'connected') log.info({ socket, version: of }, 'the port daemon is there');
  else if (state === 'gone')
    log.warn({ socket, why }, 'the port daemon is gone, and its ports with it: start it with ferrule portd');
  else log.warn({ socket, why }, 'the port daemon cannot be reached; its ports, if it is there, stay as they are');
}
