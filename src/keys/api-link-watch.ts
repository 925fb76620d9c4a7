import { readKeyedPort } from './keyed-port.ts';
import type { KeyApi } from './keyed-port.ts';
import type { LinkWatch } from './link.ts';

/** Links of which only Direct Connect's API tells: whether they are encrypted, and not by which key. */
export const apiLinkWatch = (api: KeyApi, id: string): LinkWatch => ({
  seesKeys: false,
  look: async () =>
    (await readKeyedPort(api, id)).links.map((link) => ({
      id: link.id,
      secured: link.isEncrypted,
      ckn: undefined,
      obstacle: link.isEncrypted ? undefined : 'its portEncryptionStatus is not Encryption Up',
    })),
});
