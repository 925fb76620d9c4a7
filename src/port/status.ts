import { ETHERNET_HEADER_LENGTH } from '../ethernet/frame.ts';
import { formatKeyIdentifier } from '../lmi/key-identifier.ts';
import { percentUsed } from '../mka/status.ts';
import type { KayStatus, SakStatus } from '../mka/status.ts';
import type { Instant } from '../mka/timers.ts';
import { whyNotSecured, whySecuredAlone } from '../mka/why-not-secured.ts';
import { PROTECTION_OVERHEAD } from '../secy/protect.ts';
import type { SecyCounters } from '../secy/counters.ts';
import type { SecY } from '../secy/secy.ts';
import type { PortSecy } from './secy/port-secy.ts';
import type { Link, LinkCounters } from './link/link.ts';

/** A port as people want to see it: plain data, and no key in it. */
export interface PortStatus {
  readonly kay: KayStatus;
  /** Undefined if it is secured. */
  readonly whyNotSecured: string | undefined;
  /** Something that people should know although MKA reports the port secured. */
  readonly remark: string | undefined;
  /** When a good protected frame came last, to the hello (2 s); undefined if none has. */
  readonly lastGoodFrameAt: Instant | undefined;
  readonly secy: {
    readonly counters: Readonly<SecyCounters>;
    readonly discards: ReturnType<SecY['discards']>;
    readonly clearFrames: SecY['clearFrames'];
    readonly controlledPortEnabled: boolean;
  };
  /** Octets after the Ethernet header that pass protected. */
  readonly mtu: number;
  readonly wire: LinkStatus;
  readonly core: LinkStatus | undefined;
}

export interface LinkStatus {
  readonly name: string;
  readonly maxFrameLength: number;
  readonly counters: Readonly<LinkCounters>;
}

/** Protected frames that came and did not open, from the beginning. */
export interface UnopenedFrames {
  readonly notValid: number;
  readonly withoutSci: number;
}

export const unopenedFrames = (secy: PortSecy): UnopenedFrames => ({
  notValid: secy.counters.InPktsNotValid,
  withoutSci: secy.discards().receive['no-sci'] ?? 0,
});

/** @param before those until the port was secured: they say nothing of how it is since */
export function portStatus(
  kay: KayStatus,
  secy: PortSecy,
  wire: Link,
  core: Link | undefined,
  lastGoodFrameAt: Instant | undefined,
  before: UnopenedFrames,
): PortStatus {
  return {
    kay: withNextPns(kay, secy),
    whyNotSecured: secy.fault ?? whyNotSecured(kay),
    remark: remarkOn(kay, secy, before),
    lastGoodFrameAt,
    secy: {
      counters: { ...secy.counters },
      discards: secy.discards(),
      clearFrames: secy.clearFrames,
      controlledPortEnabled: secy.controlledPortEnabled,
    },
    mtu: (wire.maxUntaggedLength ?? wire.maxFrameLength) - ETHERNET_HEADER_LENGTH - PROTECTION_OVERHEAD,
    wire: linkStatus(wire),
    core: core && linkStatus(core),
  };
}

/**
 * `secured` is what MKA says. A port can say so while a new peer has none of its SAKs; and both ends can while nothing
 * protected arrives, for instance when the peer's data plane has another cipher suite than its key agreement.
 */
function remarkOn(kay: KayStatus, secy: PortSecy, before: UnopenedFrames): string | undefined {
  const since = kay.securedSince;
  if (!kay.secured || since === undefined) return undefined;
  const alone = whySecuredAlone(kay);
  if (alone !== undefined) return `MKA secured, but ${alone}`;
  if (kay.lastProtectedAt !== undefined && kay.lastProtectedAt >= since) return undefined;
  const unopened = unopenedFrames(secy);
  const withoutSci = unopened.withoutSci - before.withoutSci;
  const invalid = unopened.notValid - before.notValid;
  if (withoutSci > 0)
    return `MKA secured, but the peer's frames carry no SCI (${withoutSci} dropped), and Direct Connect wants it in every one: have the peer include it`;
  if (invalid > 0)
    return `MKA secured, but none of the ${invalid} protected frames that came has a good ICV: the data planes differ`;
  return 'MKA secured, but the peer has sent no protected frame';
}

/** The key agreement is told with every hello; the SecY knows by now. */
function withNextPns(kay: KayStatus, secy: PortSecy): KayStatus {
  const { transmitSas } = secy.status();
  const asOfNow = (sak: SakStatus | undefined): SakStatus | undefined => {
    const sa = transmitSas.find(({ keyIdentifier }) => formatKeyIdentifier(keyIdentifier) === sak?.keyIdentifier);
    return sak && sa ? { ...sak, nextPn: sa.nextPn, percentUsed: percentUsed(sa.nextPn, sak.cipherSuite) } : sak;
  };
  return { ...kay, latest: asOfNow(kay.latest), old: asOfNow(kay.old) };
}

const linkStatus = (link: Link): LinkStatus => ({
  name: link.name,
  maxFrameLength: link.maxFrameLength,
  counters: { ...link.counters },
});
