import { revealText } from '../model/secret-value.ts';
import type { SecretValue } from '../model/secret-value.ts';
import type { ValueRead } from '../read-value.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { namesOf } from './secret-view.ts';

/** The answer to GetSecretValue: one of the two places where a secret value is revealed. */
export const valueView = ({ secret, version, value }: ValueRead) => ({
  ...namesOf(secret),
  VersionId: version.versionId,
  ...revealed(value),
  VersionStages: version.stages,
  CreatedDate: epochSeconds(version.createdAt),
});

const revealed = (value: SecretValue): { SecretString: string } | { SecretBinary: string } =>
  value.form === 'string' ? { SecretString: revealText(value) } : { SecretBinary: base64(value.octets.reveal()) };

function base64(octets: Uint8Array): string {
  let characters = '';
  for (const octet of octets) characters += String.fromCharCode(octet);
  return btoa(characters);
}
