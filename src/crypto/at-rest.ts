import type { Confidential, ConfidentialKind } from './confidential.ts';

/**
 * Seals confidential octets for storage. `context` says what they belong to and is authenticated with them, so that a
 * sealed value cannot be moved to another row.
 */
export interface AtRest {
  seal(value: Confidential, context: string): Uint8Array;
  /** @throws Error if the value was sealed under another master key or context, or was altered. */
  open<Kind extends ConfidentialKind>(kind: Kind, sealed: Uint8Array, context: string): Confidential<Kind>;
}
