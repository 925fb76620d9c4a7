import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { EC2 } from '@aws-sdk/client-ec2';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { STS } from '@aws-sdk/client-sts';
import { startServer } from '../../src/app/ferrule.ts';
import { DEFAULTS } from '../../src/app/options.ts';
import type { FerruleOptions } from '../../src/app/options.ts';

/** A Ferrule of a test's own, and the official clients pointed at it. */
export interface TestFerrule {
  readonly url: string;
  readonly directConnect: (account?: string, region?: string) => DirectConnect;
  readonly secretsManager: (account?: string, region?: string) => SecretsManager;
  readonly sts: (account?: string) => STS;
  readonly ec2: (account?: string, region?: string) => EC2;
  readonly stop: () => Promise<void>;
}

/** Starts one in memory on any free port, unless told otherwise. */
export async function startFerrule(options: Partial<FerruleOptions> = {}): Promise<TestFerrule> {
  const running = await startServer({ ...DEFAULTS, port: 0, logLevel: 'error', ...options });
  const closers: (() => void)[] = [];
  const configuration = (account: string, region: string) => ({
    endpoint: running.url,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const kept = <Client extends { destroy(): void }>(client: Client): Client => {
    closers.push(() => client.destroy());
    return client;
  };
  return {
    url: running.url,
    directConnect: (account = 'test', region = 'us-east-1') => kept(new DirectConnect(configuration(account, region))),
    secretsManager: (account = 'test', region = 'us-east-1') =>
      kept(new SecretsManager(configuration(account, region))),
    sts: (account = 'test') => kept(new STS(configuration(account, 'us-east-1'))),
    ec2: (account = 'test', region = 'us-east-1') => kept(new EC2(configuration(account, region))),
    stop: async () => {
      for (const close of closers) close();
      await running.stop();
    },
  };
}
