import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { clientEndpoints, clientEnvironment } from '../app/client-environment.ts';
import { exampleResources } from './example-resources.ts';
import { clientFor } from './keys/where.ts';
import { directConnectClient } from './sdk-clients.ts';

interface EnvFlags {
  readonly endpoint: string;
  readonly region: string;
  readonly account?: string;
  /** Whoever reads the exports goes on as who it was, where it was. */
  readonly endpointsOnly?: boolean;
  readonly ec2?: boolean;
  readonly example?: boolean;
}

/** `ferrule env`: exports for a shell. */
export async function runEnv(flags: EnvFlags): Promise<void> {
  const url = flags.endpoint.replace(/\/$/, '');
  const credentials = { accessKeyId: flags.account ?? 'test', secretAccessKey: 'test' };
  const variables = {
    ...(flags.endpointsOnly ? clientEndpoints(url) : clientEnvironment(url, flags.region, credentials)),
    // For the commands of Ferrule's own.
    FERRULE_ENDPOINT: url,
    // Only where it is asked for: there are three operations of EC2's here, and all the others would be lost.
    ...(flags.ec2 ? { AWS_ENDPOINT_URL_EC2: url } : {}),
  };
  const client = (): Promise<DirectConnect> =>
    flags.endpointsOnly
      ? clientFor({ endpoint: url })
      : directConnectClient({ endpoint: url, region: flags.region, credentials });
  const example = flags.example ? await exampleResources(await client()) : {};
  for (const [name, value] of Object.entries({ ...variables, ...example }))
    process.stdout.write(`export ${name}=${quoted(value)}\n`);
}

/** As a POSIX shell reads it back. (A managed secret's name has a `!`.) */
const quoted = (value: string): string =>
  /^[\w./:@%+=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
