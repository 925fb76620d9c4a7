import { createAuthenticate } from '../awsjson/create-authenticate.ts';
import { readCredentialsFile } from '../awsjson/credentials-file.ts';
import type { CredentialsFile } from '../awsjson/credentials-file.ts';
import { JsonFrontDoor } from '../awsjson/front-door.ts';
import { isLoopback } from '../http/admin.ts';
import { createRouter } from '../http/router.ts';
import { HttpServer } from '../http/server.ts';
import { handleSts } from '../sts/handle-sts.ts';
import { createAdminApi } from './admin-api.ts';
import { createLog } from './log.ts';
import type { FerruleOptions } from './options.ts';
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
  const log = createLog(options.logLevel);
  const { credentials, warnings } =
    options.credentialsFile === undefined ? NO_CREDENTIALS : readCredentialsFile(options.credentialsFile);
  for (const warning of warnings) log.warn(warning);
  const store = openStore(options.dataDirectory, options.masterKey);
  const services = createServices(options, store.work);
  const authenticate = createAuthenticate({
    mode: options.auth,
    credentials,
    defaultRegion: options.region,
    now: options.now,
  });
  const router = createRouter({
    json: new JsonFrontDoor(services.json, authenticate),
    query: (request) => handleSts(request, authenticate),
    admin: createAdminApi(options, services, store),
    health: () => ({
      status: 'running',
      version,
      edition: 'ferrule',
      services: { directconnect: 'running', secretsmanager: 'running', sts: 'running' },
    }),
    observe: (handled, status, milliseconds) => {
      const { fault, ...named } = handled;
      if (fault === undefined) log.info({ ...named, status, milliseconds: Math.round(milliseconds * 1000) / 1000 });
      else log.error({ ...named, status, err: fault }, 'a request failed by a fault of ours');
    },
  });
  const server = new HttpServer(router, options.tls, (fault) =>
    log.error({ err: fault }, 'a request failed by a fault of ours'),
  );
  try {
    const url = await server.listen(options);
    return {
      url,
      stop: async () => {
        await server.close();
        await store.work.close();
      },
    };
  } catch (fault) {
    await store.work.close();
    throw fault;
  }
}

/** Without verified requests everybody who reaches the port is everybody: so only this machine may. */
function refuseOpenDoor({ host, auth, insecure }: FerruleOptions): void {
  if (auth === 'off' && !insecure && !isLoopback(host)) {
    throw new Error(
      `--host ${host} would serve other machines without verifying requests: add --auth verify --credentials FILE, or --insecure if that is meant`,
    );
  }
}
