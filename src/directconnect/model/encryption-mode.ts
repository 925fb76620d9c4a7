/** How a port treats clear frames (AWS Direct Connect user guide, "MAC security"). */
export const ENCRYPTION_MODES = ['no_encrypt', 'should_encrypt', 'must_encrypt'] as const;
export type EncryptionMode = (typeof ENCRYPTION_MODES)[number];

export const isEncryptionMode = (text: string): text is EncryptionMode =>
  (ENCRYPTION_MODES as readonly string[]).includes(text);

/** The mode of a port that has just lost its last key, or the LAG that held its keys: traffic must not be cut by that. */
export const withoutKeys = (mode: EncryptionMode): EncryptionMode =>
  mode === 'must_encrypt' ? 'should_encrypt' : mode;
