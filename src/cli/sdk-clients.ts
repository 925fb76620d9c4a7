import type { DirectConnect, DirectConnectClientConfig } from '@aws-sdk/client-direct-connect';
import type { SecretsManager, SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';

// The official SDK's clients. Loaded only when they are asked for: the SDK takes longer to load than the rest of a command
// to run.

export async function directConnectClient(configuration: DirectConnectClientConfig): Promise<DirectConnect> {
  hushNodeVersions();
  const { DirectConnect } = await import('@aws-sdk/client-direct-connect');
  return new DirectConnect(configuration);
}

export async function secretsManagerClient(configuration: SecretsManagerClientConfig): Promise<SecretsManager> {
  hushNodeVersions();
  const { SecretsManager } = await import('@aws-sdk/client-secrets-manager');
  return new SecretsManager(configuration);
}

/** On the oldest Nodes that work, the SDK tells at length that it will not load there some day. */
function hushNodeVersions(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}
