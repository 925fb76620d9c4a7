import type { Instant } from './secret.ts';

/** A version of a secret without its value, which the store gives out separately. */
export interface SecretVersion {
  /** Rises with every version ever made: the order of `ListSecretVersionIds`. */
  readonly creationNumber: number;
  readonly secretArn: string;
  /** The ClientRequestToken of the request that made it. */
  readonly versionId: string;
  /** Its staging labels, sorted. A version without any is deprecated. */
  readonly stages: readonly string[];
  readonly createdAt: Instant;
  /** The day, in UTC, on which it was last read. */
  readonly accessedOn: Instant | undefined;
}

/** A version that is not kept yet. */
export type NewVersion = Omit<SecretVersion, 'creationNumber'>;

/** AWS: the 100 newest versions stay, and those of the last day; older ones without a label go. */
export const KEPT_VERSIONS = 100;
