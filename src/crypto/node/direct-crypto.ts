import { OctetBuffer } from '../../bytes/octet-buffer.ts';
import type { Confidential } from '../confidential.ts';
import { ICV_LENGTH, NONCE_LENGTH } from '../crypto-port.ts';
import type { AesGcm, CryptoPort } from '../crypto-port.ts';
import type { CbcCalls } from './direct-cmac.ts';
import { directCmac } from './direct-cmac.ts';
import { requireAesKey } from './key-object.ts';
import { nodeCrypto } from './node-crypto.ts';

/** What is asked of OpenSSL. Contexts are addresses; a result of 0 or less is a failure. */
interface OpenSsl extends CbcCalls {
  /** Frees the context of an object that has gone. */
  readonly contexts: FinalizationRegistry<number>;
  readonly aes128Gcm: () => number;
  readonly aes256Gcm: () => number;
  readonly control: (context: number, command: number, length: number, octets: Uint8Array) => number;
  readonly final: (context: number, into: Uint8Array, written: Int32Array) => number;
}

const SEAL = 1;
const OPEN = 0;
const GET_TAG = 0x10;
const SET_TAG = 0x11;

let loaded: Promise<CryptoPort> | undefined;

/**
 * The core's cryptography, with AES-GCM and AES-CMAC by calls into the OpenSSL that Node itself is linked with. node:crypto
 * wants an object for each frame, which takes several times as long as the cipher, and whose collection is the longest
 * pause of a port; here one context serves for all frames of a key, and one for the CMACs of all keys.
 *
 * It is nodeCrypto where Node shows no OpenSSL, or koffi cannot be had.
 */
export async function loadDirectCrypto(): Promise<CryptoPort> {
  loaded ??= load().then(
    (openSsl) => ({ ...nodeCrypto, aesCmac: directCmac(openSsl), aesGcm: (key) => new DirectAesGcm(openSsl, key) }),
    () => nodeCrypto,
  );
  return loaded;
}

async function load(): Promise<OpenSsl> {
  const { default: koffi } = await import('koffi');
  // The symbols of the process itself.
  const symbols = koffi.load(null);
  const freeContext: (context: number) => void = symbols.func('void EVP_CIPHER_CTX_free(uintptr_t)');
  return {
    contexts: new FinalizationRegistry(freeContext),
    newContext: symbols.func('uintptr_t EVP_CIPHER_CTX_new()'),
    aes128Cbc: symbols.func('uintptr_t EVP_aes_128_cbc()'),
    aes256Cbc: symbols.func('uintptr_t EVP_aes_256_cbc()'),
    aes128Gcm: symbols.func('uintptr_t EVP_aes_128_gcm()'),
    aes256Gcm: symbols.func('uintptr_t EVP_aes_256_gcm()'),
    init: symbols.func('int EVP_CipherInit_ex(uintptr_t, uintptr_t, uintptr_t, const uint8_t *, const uint8_t *, int)'),
    control: symbols.func('int EVP_CIPHER_CTX_ctrl(uintptr_t, int, int, uint8_t *)'),
    update: symbols.func('int EVP_CipherUpdate(uintptr_t, uint8_t *, int *, const uint8_t *, int)'),
    final: symbols.func('int EVP_CipherFinal_ex(uintptr_t, uint8_t *, int *)'),
  };
}

/** Where OpenSSL tells how much it wrote, which is known beforehand. */
const WRITTEN = new Int32Array(1);

/** Plaintext that may turn out to be nobody's. */
const OPENED = new OctetBuffer();

/** For the key at hand: octets that are given to a library leave V8's heap for good, and so does a key. */
const KEY = new Uint8Array(32);

/** OpenSSL reads and writes as many octets as it is told to, so every length is checked before it is called. */
class DirectAesGcm implements AesGcm {
  readonly #openSsl: OpenSsl;
  readonly #key: Confidential;
  // Each with the first frame that needs it: an SA goes one way, most ports carry nothing, and each is a thousand octets.
  #sealing: number | undefined;
  #opening: number | undefined;

  constructor(openSsl: OpenSsl, key: Confidential) {
    requireAesKey(key);
    this.#openSsl = openSsl;
    this.#key = key;
  }

  seal(nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array, into: Uint8Array, at: number): void {
    const end = at + plaintext.length;
    if (end + ICV_LENGTH > into.length) throw new RangeError(`${into.length} octets of room for ${end + ICV_LENGTH}`);
    const context = (this.#sealing ??= this.#newContext(SEAL));
    this.#begin(context, SEAL, nonce, aad);
    this.#update(context, into.subarray(at, end), plaintext);
    const icv = into.subarray(end, end + ICV_LENGTH);
    must('end', this.#openSsl.final(context, icv, WRITTEN));
    must('ICV', this.#openSsl.control(context, GET_TAG, ICV_LENGTH, icv));
  }

  open(
    nonce: Uint8Array,
    aad: Uint8Array,
    ciphertext: Uint8Array,
    icv: Uint8Array,
    into: Uint8Array,
    at: number,
  ): boolean {
    if (icv.length !== ICV_LENGTH) return false;
    const opened = OPENED.take(ciphertext.length);
    const context = (this.#opening ??= this.#newContext(OPEN));
    this.#begin(context, OPEN, nonce, aad);
    this.#update(context, opened, ciphertext);
    must('ICV', this.#openSsl.control(context, SET_TAG, ICV_LENGTH, icv));
    if (this.#openSsl.final(context, opened, WRITTEN) <= 0) return false;
    into.set(opened, at);
    return true;
  }

  #begin(context: number, direction: number, nonce: Uint8Array, aad: Uint8Array): void {
    if (nonce.length !== NONCE_LENGTH) throw new RangeError(`a nonce of ${nonce.length} octets`);
    must('nonce', this.#openSsl.init(context, 0, 0, null, nonce, direction));
    // Without an output, it is for the ICV only.
    this.#update(context, null, aad);
  }

  #update(context: number, into: Uint8Array | null, octets: Uint8Array): void {
    if (octets.length === 0) return;
    must('data', this.#openSsl.update(context, into, WRITTEN, octets, octets.length));
  }

  /** It goes, and the key with it, when this object does. */
  #newContext(direction: number): number {
    const { newContext, contexts, init, aes128Gcm, aes256Gcm } = this.#openSsl;
    const context = newContext();
    if (context === 0) throw new Error('OpenSSL has no memory');
    contexts.register(this, context);
    const cipher = this.#key.length === 16 ? aes128Gcm() : aes256Gcm();
    KEY.set(this.#key.reveal());
    must('key', init(context, cipher, 0, KEY, null, direction));
    KEY.fill(0);
    return context;
  }
}

function must(what: string, result: number): void {
  if (result <= 0) throw new Error(`OpenSSL refused AES-GCM: ${what}`);
}
