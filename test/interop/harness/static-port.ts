import { Confidential } from '../../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import type { CipherSuiteName } from '../../../src/lmi/cipher-suite.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../../src/lmi/key-identifier.ts';
import type { An, SecyRequest } from '../../../src/lmi/request.ts';
import type { Sci } from '../../../src/lmi/sci.ts';
import { openUdpLink } from '../../../src/port/link/udp.ts';
import { parseUdpAddresses } from '../../../src/port/link/udp-addresses.ts';
import { SecY } from '../../../src/secy/secy.ts';

interface Cleaner {
  after(fn: () => Promise<void> | void): void;
}

/** One end of a channel: its SCI, and its SSCI with extended packet numbers. */
export interface ChannelEnd {
  readonly sci: Sci;
  readonly ssci: number;
}

/** An SA in each direction, under one SAK. */
export interface StaticSas {
  readonly suite: CipherSuiteName;
  readonly sak: Uint8Array;
  readonly an: An;
  /** The first packet number, of both directions. */
  readonly pn: bigint;
  /** With extended packet numbers. */
  readonly salt?: Uint8Array;
  readonly own: ChannelEnd;
  readonly peer: ChannelEnd;
}

/** A SecY between two links of UDP, whose SAs are given to it by hand: a port without a KaY, and as strict as one. */
export class StaticPort {
  /** The clear frames that were let out protected, in order. */
  readonly sealed: Uint8Array[] = [];
  readonly secy: SecY;

  private constructor(secy: SecY) {
    this.secy = secy;
  }

  /** @param wire and `core`: `LOCALHOST:PORT,REMOTEHOST:PORT` */
  static async open(t: Cleaner, wire: string, core: string, sas: StaticSas): Promise<StaticPort> {
    const outer = await openUdpLink(parseUdpAddresses(wire));
    t.after(() => outer.close());
    const inner = await openUdpLink(parseUdpAddresses(core));
    t.after(() => inner.close());
    const port = new StaticPort(
      new SecY({ sci: sas.own.sci, crypto: nodeCrypto, maxFrameLength: outer.maxFrameLength }),
    );
    const { secy } = port;
    for (const request of requestsFor(sas)) {
      const outcome = secy.request(request);
      if (!outcome.done) throw new Error(`${request.type} is refused: ${outcome.refused}`);
    }
    outer.receive((frame) => {
      const verdict = secy.receive(frame);
      if (verdict.type === 'delivered') inner.send(verdict.frame);
    });
    inner.receive((frame) => {
      const verdict = secy.transmit(frame);
      if (verdict.type !== 'protected') return;
      port.sealed.push(Uint8Array.from(frame));
      outer.send(verdict.frame);
    });
    return port;
  }
}

function requestsFor({ suite, sak, an, pn, salt, own, peer }: StaticSas): SecyRequest[] {
  const keyIdentifier: KeyIdentifier = { mi: '0102030405060708090a0b0c' as MemberIdentifier, kn: 1 };
  const key = { keyIdentifier, sak: new Confidential('SAK', sak), cipherSuite: suite, an, replace: false };
  const xpnOf = ({ ssci }: ChannelEnd): object => (salt === undefined ? {} : { xpn: { ssci, salt } });
  return [
    { type: 'configure', mode: 'must_encrypt', replayProtect: true, replayWindow: 0 },
    { type: 'installReceiveSa', ...key, ...xpnOf(peer), sci: peer.sci, lowestPn: pn },
    { type: 'installTransmitSa', ...key, ...xpnOf(own), nextPn: pn },
    { type: 'enableReceive', keyIdentifier },
    { type: 'enableTransmit', keyIdentifier },
    { type: 'setControlledPort', enabled: true },
  ];
}
