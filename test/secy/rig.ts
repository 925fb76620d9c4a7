import assert from 'node:assert/strict';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { CryptoPort } from '../../src/crypto/crypto-port.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type {
  An,
  EncryptionMode,
  InstallReceiveSa,
  InstallTransmitSa,
  SecyRefusal,
  SecyRequest,
} from '../../src/lmi/request.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { SecY } from '../../src/secy/secy.ts';
import { hex } from '../support/octets.ts';

/** Two stations at the ends of a cable. */
export const OURS = '02000000000a0001' as Sci;
export const THEIRS = '02000000000b0001' as Sci;

const SALT = hex('e0e1e2e3e4e5e6e7e8e9eaeb');
const SERVER = '0102030405060708090a0b0c' as MemberIdentifier;

/** A SAK of a test, under the name that its number gives. */
export interface TestKey {
  readonly keyIdentifier: KeyIdentifier;
  readonly sak: Confidential<'SAK'>;
  readonly cipherSuite: CipherSuiteName;
  readonly an: An;
}

/** The `kn`th SAK of the tests' key server. Its AN follows its number. */
export function testKey(kn: number, cipherSuite: CipherSuiteName = 'GCM-AES-256'): TestKey {
  const octets = new Uint8Array(CIPHER_SUITES[cipherSuite].keyLength).fill(kn);
  return {
    keyIdentifier: { mi: SERVER, kn },
    sak: new Confidential('SAK', octets),
    cipherSuite,
    an: ((kn - 1) % 4) as An,
  };
}

function xpnOf(key: TestKey, sci: Sci): Pick<InstallTransmitSa, 'xpn'> {
  // The numerically greatest SCI has the SSCI 1.
  return CIPHER_SUITES[key.cipherSuite].xpn ? { xpn: { ssci: sci === THEIRS ? 1 : 2, salt: SALT } } : {};
}

export function transmitSa(key: TestKey, own: Sci = OURS, nextPn = 1n): InstallTransmitSa {
  return { type: 'installTransmitSa', ...key, ...xpnOf(key, own), nextPn, replace: false };
}

export function receiveSa(key: TestKey, sci: Sci = THEIRS, lowestPn = 1n): InstallReceiveSa {
  return { type: 'installReceiveSa', ...key, ...xpnOf(key, sci), sci, lowestPn, replace: false };
}

export function configure(mode: EncryptionMode, replay: { window?: number; protect?: boolean } = {}): SecyRequest {
  return { type: 'configure', mode, replayProtect: replay.protect ?? true, replayWindow: replay.window ?? 0 };
}

export const OPEN: SecyRequest = { type: 'setControlledPort', enabled: true };
export const CLOSE: SecyRequest = { type: 'setControlledPort', enabled: false };

export function newSecy(sci: Sci = OURS, crypto: CryptoPort = nodeCrypto): SecY {
  return new SecY({ sci, crypto, maxFrameLength: 9216 });
}

/** Has each request done, or fails the test. */
export function ask(secy: SecY, ...requests: readonly SecyRequest[]): void {
  for (const request of requests) assert.deepEqual(secy.request(request).done, true, request.type);
}

/** Has the request refused for that reason, or fails the test. */
export function askInVain(secy: SecY, request: SecyRequest, refused: SecyRefusal): void {
  assert.deepEqual(secy.request(request), { done: false, refused }, request.type);
}

/** Installs `key` in both directions and puts it into use. */
export function secure(secy: SecY, key: TestKey, peer: Sci = THEIRS, pn = 1n): void {
  const { keyIdentifier } = key;
  ask(secy, receiveSa(key, peer, pn), transmitSa(key, secy.sci, pn));
  ask(secy, { type: 'enableReceive', keyIdentifier }, { type: 'enableTransmit', keyIdentifier });
}

/** Two SecYs with must_encrypt that share `key`, from the packet number `pn` on. */
export function securedPair(
  key: TestKey,
  options: { readonly pn?: bigint; readonly window?: number; readonly protect?: boolean } = {},
): { readonly ours: SecY; readonly theirs: SecY } {
  const ours = newSecy(OURS);
  const theirs = newSecy(THEIRS);
  for (const [secy, peer] of [
    [ours, THEIRS],
    [theirs, OURS],
  ] as const) {
    ask(secy, configure('must_encrypt', options));
    secure(secy, key, peer, options.pn ?? 1n);
    ask(secy, OPEN);
  }
  return { ours, theirs };
}

/** A frame of IPv4 from our station to theirs, with `length` octets of payload. */
export function clearFrame(length = 46, fill = 0x5a): Uint8Array {
  return Uint8Array.of(...hex('02000000000b 02000000000a 0800'), ...new Uint8Array(length).fill(fill));
}

/** The protected form of `frame`, or the test fails. */
export function protect(secy: SecY, frame: Uint8Array): Uint8Array {
  const verdict = secy.transmit(frame);
  assert.equal(verdict.type, 'protected');
  return verdict.type === 'protected' ? Uint8Array.from(verdict.frame) : frame;
}
