import { clientEnvironment } from '../app/client-environment.ts';
import { directConnectClient } from './sdk-clients.ts';
import { exampleResources } from './example-resources.ts';

interface EnvFlags {
  readonly endpoint: string;
  readonly region: string;
  readonly account?: string;
  readonly ec2?: boolean;
  readonly example?: boolean;
}

/** `ferrule env`: exports for a shell. */
export async function runEnv(flags: EnvFlags): Promise<void> {
  const accessKeyId = flags.account ?? 'test';
  const url = flags.endpoint.replace(/\/$/, '');
  const variables = {
    ...clientEnvironment(url, flags.region, { accessKeyId, secretAccessKey: 'test' }),
    // Only where it is asked for: there are three operations of EC2's here, and all the others would be lost.
    ...(flags.ec2 ? { AWS_ENDPOINT_URL_EC2: url } : {}),
  };
  const example = flags.example
    ? await exampleResources(
        await directConnectClient({
          endpoint: url,
          region: flags.region,
          credentials: { accessKeyId, secretAccessKey: 'test' },
        }),
      )
    : {};
  for (const [name, value] of Object.entries({ ...variables, ...example }))
    process.stdout.write(`export ${name}=${quoted(value)}\n`);
}

/** As a POSIX shell reads it back. (A managed secret's name has a `!`.) */
const quoted = (value: string): string =>
  /^[\w./:@%+=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
