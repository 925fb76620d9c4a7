import { clientEnvironment } from '../app/client-environment.ts';
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
  const example = flags.example ? await exampleResources(await clientOf(variables)) : {};
  for (const [name, value] of Object.entries({ ...variables, ...example }))
    process.stdout.write(`export ${name}=${quoted(value)}\n`);
}

// Loaded only when it is asked for: the SDK takes longer to load than the rest of the command to run.
async function clientOf(
  variables: Record<string, string>,
): Promise<import('@aws-sdk/client-direct-connect').DirectConnect> {
  // On the oldest Nodes that work, the SDK tells at length that it will not load there some day.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const { DirectConnect } = await import('@aws-sdk/client-direct-connect');
  return new DirectConnect({
    endpoint: variables['AWS_ENDPOINT_URL_DIRECT_CONNECT'] ?? '',
    region: variables['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: variables['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: variables['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
}

/** As a POSIX shell reads it back. (A managed secret's name has a `!`.) */
const quoted = (value: string): string =>
  /^[\w./:@%+=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
