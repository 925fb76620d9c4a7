import { randomBytes } from 'node:crypto';
import type { CryptoPort } from '../crypto-port.ts';
import { aesCmac } from './aes-cmac.ts';
import { aesGcm } from './aes-gcm.ts';
import { aesKeyUnwrap, aesKeyWrap } from './aes-key-wrap.ts';

/** The core's cryptography out of node:crypto, which is OpenSSL. */
export const nodeCrypto: CryptoPort = {
  aesCmac,
  aesKeyWrap,
  aesKeyUnwrap,
  aesGcm,
  random: (octets) => Uint8Array.from(randomBytes(octets)),
};
