import { OctetBuffer } from '../../../src/bytes/octet-buffer.ts';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import { decodeMacAddress } from '../../../src/ethernet/mac-address.ts';
import type { MacAddress } from '../../../src/ethernet/mac-address.ts';
import { CIPHER_SUITES } from '../../../src/lmi/cipher-suite.ts';
import type { CipherSuiteName } from '../../../src/lmi/cipher-suite.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../../src/lmi/key-identifier.ts';
import type { An } from '../../../src/lmi/request.ts';
import { makeSci } from '../../../src/lmi/sci.ts';
import type { Sci } from '../../../src/lmi/sci.ts';
import { parseCkn } from '../../../src/mka/ckn.ts';
import { deriveIck, deriveKek } from '../../../src/mka/key-hierarchy.ts';
import { encodeMkpdu } from '../../../src/mka/mkpdu.ts';
import type { Mkpdu } from '../../../src/mka/mkpdu.ts';
import type { BasicParameterSet, MkaVersion } from '../../../src/mka/parameter-sets/basic.ts';
import { NO_KEY_USE } from '../../../src/mka/parameter-sets/sak-use.ts';
import { assignSscis, makeSalt } from '../../../src/mka/ssci.ts';
import { Protector } from '../../../src/secy/protect.ts';

export const CKN = 'c1'.repeat(32);
export const CAK = Uint8Array.from({ length: 32 }, (_, at) => 7 * at + 3);
export const OTHER_CAK = Uint8Array.from({ length: 32 }, (_, at) => 5 * at + 1);

/** A SAK as both ends of a made link know it. */
export interface MadeSak {
  readonly keyIdentifier: KeyIdentifier;
  readonly an: An;
  readonly suite: CipherSuiteName;
  readonly sak: Confidential<'SAK'>;
}

export interface EndOptions {
  readonly number: number;
  readonly priority?: number;
  readonly version?: MkaVersion;
  readonly ckn?: string;
  readonly cak?: Uint8Array;
}

/** An end of a link, which says what a test has it say. */
export class End {
  readonly source: MacAddress;
  readonly sci: Sci;
  mi: MemberIdentifier;
  mn = 0;
  readonly #options: EndOptions;

  constructor(options: EndOptions) {
    this.#options = options;
    const source = decodeMacAddress(Uint8Array.of(2, 0, 0, 0, 0, options.number));
    if (source === undefined) throw new Error('six octets are an address');
    this.source = source;
    this.sci = makeSci(source, 1);
    this.mi = options.number.toString(16).padStart(24, 'a') as MemberIdentifier;
  }

  /** Another life of the same end. */
  restart(life: number): void {
    this.mi = (this.mi.slice(0, 20) + life.toString(16).padStart(4, '0')) as MemberIdentifier;
    this.mn = 0;
  }

  mkpdu(sets: Partial<Mkpdu> = {}, basic: Partial<BasicParameterSet> = {}): Uint8Array {
    this.mn += 1;
    const { priority = 16, version = 1 } = this.#options;
    const mkpdu: Mkpdu = {
      basic: {
        mkaVersion: version,
        keyServerPriority: priority,
        keyServer: true,
        macsecDesired: true,
        macsecCapability: 2,
        sci: this.sci,
        mi: this.mi,
        mn: this.mn,
        ckn: this.#ckn(),
        ...basic,
      },
      ...sets,
    };
    return encodeMkpdu(mkpdu, this.source, deriveIck(this.#cak(), this.#ckn(), nodeCrypto), nodeCrypto);
  }

  /** The MKPDU in `frame` with one more parameter set at its end. */
  withSet(frame: Uint8Array, set: Uint8Array): Uint8Array {
    const covered = Uint8Array.of(...frame.subarray(0, -16), ...set);
    new DataView(covered.buffer).setUint16(16, covered.length + 16 - 18);
    const ick = deriveIck(this.#cak(), this.#ckn(), nodeCrypto);
    return Uint8Array.of(...covered, ...nodeCrypto.aesCmac(ick, covered));
  }

  /** What lists these ends as live. */
  hearing(...peers: readonly End[]): Pick<Mkpdu, 'livePeerList'> {
    return { livePeerList: { peers: peers.map(({ mi, mn }) => ({ mi, mn })), keyServerSsci: 0 } };
  }

  distributing({ keyIdentifier, an, suite, sak }: MadeSak): Pick<Mkpdu, 'distributedSak'> {
    const kek = deriveKek(this.#cak(), this.#ckn(), nodeCrypto);
    const wrappedSak = nodeCrypto.aesKeyWrap(kek, sak);
    const cipherSuite = suite === 'GCM-AES-128' ? undefined : CIPHER_SUITES[suite].identifier;
    return { distributedSak: { an, confidentialityOffset: 1, kn: keyIdentifier.kn, cipherSuite, wrappedSak } };
  }

  /** A SAK of this end as key server. */
  makeSak(kn: number, an: An, suite: CipherSuiteName = 'GCM-AES-256'): MadeSak {
    const sak = Uint8Array.from({ length: CIPHER_SUITES[suite].keyLength }, (_, at) => (kn * 31 + at * 3 + an) & 0xff);
    return { keyIdentifier: { mi: this.mi, kn }, an, suite, sak: new Confidential('SAK', sak) };
  }

  #ckn(): BasicParameterSet['ckn'] {
    const ckn = parseCkn(this.#options.ckn ?? CKN);
    if (ckn === undefined) throw new Error('a CKN of this test is none');
    return ckn;
  }

  #cak(): Confidential<'CAK'> {
    return new Confidential('CAK', this.#options.cak ?? CAK);
  }
}

/** What reports that a SAK is received with and transmitted with. */
export function using({ keyIdentifier, an }: MadeSak, tx = true, rx = true, lowestPn = 1): Pick<Mkpdu, 'sakUse'> {
  const latest = { keyIdentifier, an, tx, rx, lowestPn };
  return { sakUse: { latest, old: NO_KEY_USE, plainTx: false, plainRx: false, delayProtect: false } };
}

export interface ProtectOptions {
  readonly pn?: bigint;
  readonly confidentiality?: boolean;
  readonly explicitSci?: boolean;
  /** Who shares the SAK, with extended packet numbers. */
  readonly sharing?: readonly Sci[];
  readonly ssci?: number;
  readonly data?: string;
}

/** An IPv4 frame from `from`, protected with a SAK. */
export function protect(from: End, made: MadeSak, options: ProtectOptions = {}): Uint8Array {
  const {
    pn = 1n,
    confidentiality = true,
    explicitSci = true,
    sharing = [],
    data = 'some data of this frame',
  } = options;
  const suite = CIPHER_SUITES[made.suite];
  const ssci = options.ssci ?? assignSscis(sharing).get(from.sci) ?? 1;
  const protector = new Protector({
    gcm: nodeCrypto.aesGcm(made.sak),
    suite,
    sci: from.sci,
    xpn: suite.xpn ? { ssci, salt: makeSalt(made.keyIdentifier) } : undefined,
    nextPn: pn,
    an: made.an,
    confidentiality,
    explicitSci,
  });
  const frame = protector.protect(clearFrame(from, data), new OctetBuffer());
  if (frame === undefined) throw new Error('the packet numbers of this test are used up');
  return frame;
}

/** An IPv4 frame from `from`, not protected. */
export function clearFrame(from: End, data = 'some data of this frame', etherType = 0x0800): Uint8Array {
  const source = Buffer.from(from.source.replaceAll(':', ''), 'hex');
  const header = [...Buffer.from('020000000099', 'hex'), ...source, etherType >> 8, etherType & 0xff];
  return Uint8Array.of(...header, ...Buffer.from(data));
}

export type TimedFrame = readonly [number, Uint8Array];

/** The beginning of a link that works: at 2 s it is secured with `sak`, of which `a` is the server. */
export function securing(a: End, b: End, sak: MadeSak): TimedFrame[] {
  const client = { keyServer: false };
  return [
    [0, a.mkpdu()],
    [0.5, b.mkpdu({ potentialPeerList: { peers: [{ mi: a.mi, mn: a.mn }] } })],
    [1, a.mkpdu({ ...a.hearing(b), ...a.distributing(sak) })],
    [1.2, b.mkpdu({ ...b.hearing(a), ...using(sak, false) }, client)],
    [1.5, a.mkpdu({ ...a.hearing(b), ...using(sak), ...a.distributing(sak) })],
    [2, b.mkpdu({ ...b.hearing(a), ...using(sak) }, client)],
  ];
}

/** Hellos of both ends, every two seconds. */
export function hellos(a: End, b: End, sak: MadeSak, from: number, to: number): TimedFrame[] {
  const frames: TimedFrame[] = [];
  for (let at = from; at <= to; at += 2) {
    frames.push([at, a.mkpdu({ ...a.hearing(b), ...using(sak) })]);
    frames.push([at + 0.1, b.mkpdu({ ...b.hearing(a), ...using(sak) }, { keyServer: false })]);
  }
  return frames;
}
