import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { clientEnvironment } from './app/client-environment.ts';
import { startServer } from './app/ferrule.ts';
import { DEFAULTS } from './app/options.ts';
import type { FerruleOptions } from './app/options.ts';

export { routerConfiguration } from './directconnect/router-configuration/syntaxes.ts';
export type { RouterSyntax } from './directconnect/router-configuration/syntaxes.ts';

/** How to start one from a program: what `ferrule start` takes, and nothing of it is needed. */
export type StartFerruleOptions = Partial<Omit<FerruleOptions, 'insecure' | 'now'>>;

export interface Ferrule {
  /** Where it answers. */
  readonly url: string;
  /** The environment that points any AWS client here: spread it into a child process's. */
  readonly env: Readonly<Record<string, string>>;
  /** The official SDK's client, pointed here. @param account 12 digits, to act as another account */
  readonly client: (account?: string) => DirectConnect;
  /** Answers what is under way and ends; clients made by `client` are destroyed. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Ferrule in this process, for a test suite: in memory and on any free port, unless told otherwise.
 *
 * ```ts
 * const ferrule = await startFerrule();
 * const dx = ferrule.client();
 * await dx.associateMacSecKey({ connectionId, ckn, cak });
 * await ferrule.stop();
 * ```
 *
 * @throws Error that says which option cannot be had, and why
 */
export async function startFerrule(options: StartFerruleOptions = {}): Promise<Ferrule> {
  // What is there and undefined, such as a variable of the environment, is as good as not there.
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const region = options.region ?? DEFAULTS.region;
  const server = await startServer({ ...DEFAULTS, port: 0, ...given });
  const clients: DirectConnect[] = [];
  return {
    url: server.url,
    env: clientEnvironment(server.url, region),
    client: (account = 'test') => {
      const client = new DirectConnect({
        endpoint: server.url,
        region,
        credentials: { accessKeyId: account, secretAccessKey: 'test' },
      });
      clients.push(client);
      return client;
    },
    stop: async () => {
      for (const client of clients) client.destroy();
      await server.stop();
    },
  };
}
