import { createAuthenticate } from '../awsjson/create-authenticate.ts';
import type { CredentialsFile } from '../awsjson/credentials-file.ts';
import { JsonFrontDoor } from '../awsjson/front-door.ts';
import { partnersOf } from '../directconnect/ordering/partner.ts';
import { isLoopback } from '../http/admin.ts';
import { createRouter } from '../http/router.ts';
import { HttpServer } from '../http/server.ts';
import { systemClock } from '../port/clock.ts';
import { PortEventLog } from '../port/event-log.ts';
import { EC2_ACTIONS, EC2_VERSION, handleEc2 } from '../ec2/handle-ec2.ts';
import { handleSts, STS_ACTIONS } from '../sts/handle-sts.ts';
import { createAdminApi } from './admin-api.ts';
import { createFleet } from './fleets.ts';
import { gatewayKnowledge } from './gateway-knowledge.ts';
import { createLog } from './log.ts';
import { RequestCounts, renderMetrics } from './metrics.ts';
import type { FerruleOptions } from './options.ts';
import { portRoutes } from './port-admin.ts';
import { PortKeeper } from './port-keeper.ts';
import { createServices } from './services.ts';
import { openStore } from './store.ts';
import { version } from './version.ts';

export interface RunningServer {
  readonly url: string;
  /** Answers what is under way, then closes the store. */
  readonly stop: () => Promise<void>;
}

const NO_CREDENTIALS: CredentialsFile = { credentials: new Map(), warnings: [] };

/**
 * Starts a Ferrule: store, services and front door, on one port.
 * @throws Error that says which option cannot be had, and why
 */
export async function startServer(options: FerruleOptions): Promise<RunningServer> {
  refuseOpenDoor(options);
  // Before the store is opened: a wrong option leaves nothing behind.
  partnersOf(options.partnerAccounts ?? []);
  const log = createLog(options.logLevel);
  const { credentials, warnings } = await credentialsOf(options);
  for (const warning of warnings) log.warn({}, warning);
  const events = new PortEventLog(options.now);
  const store = openStore(options.dataDirectory, options.masterKey, (id, what) => keeper.touch(id, what));
  const { fleet, begin } = await createFleet({
    options,
    log,
    events,
    identity: store.identity,
    inUnit: (work) => services.inUnit(work),
    touch: (id) => keeper.touch(id),
    settle: () => void keeper.settle(),
  });
  const services = createServices(options, store.work, fleet, ({ key, goesAt }) =>
    events.adopt({
      time: new Date(options.now()).toISOString(),
      at: systemClock.now(),
      connectionId: key.ownerId,
      end: 'port',
      event: {
        type: 'secret-deletion-scheduled',
        ckn: key.ckn,
        secretARN: key.secretArn,
        keyGoesAt: new Date(goesAt).toISOString(),
      },
    }),
  );
  const keeper = new PortKeeper(services.inUnit, fleet, (fault) =>
    log.error({ err: fault }, 'a port could not be brought in line'),
  );
  const erase = async (): Promise<void> => {
    await store.erase();
    await keeper.renew();
    events.clear();
  };
  const gateways = gatewayKnowledge(services.inUnit);
  const authenticate = createAuthenticate({
    mode: options.auth,
    credentials,
    defaultRegion: options.region,
    now: options.now,
  });
  const sts = { authenticate, trusting: options.auth === 'off', now: options.now };
  const counts = new RequestCounts();
  const router = createRouter({
    json: new JsonFrontDoor(services.json, authenticate),
    query: [
      { name: 'STS', actions: STS_ACTIONS, handle: (request, id) => handleSts(request, sts, id) },
      {
        name: 'EC2',
        actions: EC2_ACTIONS,
        version: EC2_VERSION,
        handle: (request, id) => handleEc2(request, authenticate, gateways, id),
      },
    ],
    admin: createAdminApi(
      options,
      services,
      { ...store, erase },
      portRoutes({ inUnit: services.inUnit, fleet, keeper, events }),
    ),
    trusting: options.auth === 'off',
    health: () => ({
      status: 'running',
      version,
      edition: 'ferrule',
      services: { directconnect: 'running', secretsmanager: 'running', sts: 'running', ec2: 'running' },
    }),
    metrics: () => renderMetrics(counts, fleet, keeper.missing),
    observe: (handled, status, milliseconds) => {
      counts.add(handled, milliseconds);
      if (handled.fault !== undefined) {
        const { fault, ...named } = handled;
        log.error({ ...named, status, err: fault }, 'a request failed by a fault of ours');
      } else if (log.isEnabled('info'))
        log.info({ ...handled, status, milliseconds: Math.round(milliseconds * 1000) / 1000 });
    },
  });
  const server = new HttpServer(router, options.tls, (fault) =>
    log.error({ err: fault }, 'a request failed by a fault of ours'),
  );
  try {
    // Before the first request: what a port daemon reports is true already.
    await begin();
    const url = await server.listen(options);
    await keeper.begin();
    return {
      url,
      stop: async () => {
        await server.close();
        await keeper.close();
        await store.close();
      },
    };
  } catch (fault) {
    await server.close(0);
    await keeper.close();
    await store.close();
    throw fault;
  }
}

/** @throws Error that names the file, or says that there has to be one: without it nobody could sign */
async function credentialsOf({ auth, credentialsFile }: FerruleOptions): Promise<CredentialsFile> {
  if (credentialsFile === undefined && auth === 'off') return NO_CREDENTIALS;
  if (credentialsFile === undefined) throw new Error('to verify requests takes a credentials file (credentialsFile)');
  const { readCredentialsFile } = await import('../awsjson/credentials-file.ts');
  return readCredentialsFile(credentialsFile);
}

/** Without verified requests everybody who reaches the port is everybody: so only this machine may. */
function refuseOpenDoor({ host, auth, insecure }: FerruleOptions): void {
  if (auth === 'off' && !insecure && !isLoopback(host)) {
    throw new Error(
      `--host ${host} would serve other machines without verifying requests: add --auth verify --credentials FILE, or --insecure if that is meant`,
    );
  }
}
