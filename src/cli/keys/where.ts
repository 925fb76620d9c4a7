import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { directConnectClient, secretsManagerClient } from '../sdk-clients.ts';

/** Whose Direct Connect a command works with. */
export interface WhereFlags {
  readonly endpoint: string;
  readonly aws?: boolean;
  readonly region?: string;
  readonly account?: string;
}

export const clientFor = (flags: WhereFlags): Promise<DirectConnect> => directConnectClient(configurationOf(flags));

export const secretsClientFor = (flags: WhereFlags): Promise<SecretsManager> =>
  secretsManagerClient(configurationOf(flags));

/** A Ferrule takes whoever signs, unless it verifies; then it wants what AWS would, from the environment or a profile. */
function configurationOf({ endpoint, aws, region, account }: WhereFlags) {
  if (aws) return region === undefined ? {} : { region };
  const { AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const where = { endpoint, region: region ?? AWS_REGION ?? 'us-east-1' };
  // The SDK reads it.
  if (AWS_PROFILE && AWS_ACCESS_KEY_ID === undefined && account === undefined) return where;
  return {
    ...where,
    credentials: {
      accessKeyId: account ?? AWS_ACCESS_KEY_ID ?? 'test',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? 'test',
      ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}
