import { ETHERNET_HEADER_LENGTH } from '../ethernet/frame.ts';
import { formatKeyIdentifier } from '../lmi/key-identifier.ts';
import { percentUsed } from '../mka/status.ts';
import type { KayStatus, SakStatus } from '../mka/status.ts';
import type { Instant } from '../mka/timers.ts';
import { whyNotSecured, whySecuredAlone } from '../mka/why-not-secured.ts';
import { PROTECTION_OVERHEAD } from '../secy/protect.ts';
import type { SecyCounters } from '../secy/counters.ts';
import type { SecY } from '../secy/secy.ts';
import type { Arrivals, DropCause } from './arrivals.ts';
import type { PortSecy } from './secy/port-secy.ts';
import type { Link, LinkCounters } from './link/link.ts';
import type { StrayMkpdus } from './stray-mkpdus.ts';

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

/** @param arrivals as of now */
export function portStatus(
  kay: KayStatus,
  secy: PortSecy,
  wire: Link,
  core: Link | undefined,
  arrivals: Arrivals,
  strays: StrayMkpdus,
): PortStatus {
  return {
    kay: withNextPns(kay, secy),
    whyNotSecured: secy.fault ?? whyNotSecured(kay, strays.heard),
    remark: remarkOn(kay, arrivals),
    lastGoodFrameAt: arrivals.lastGoodAt,
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

/** Of a link that has worked, fewer frames dropped since the last good one are no sign that it does not any more. */
const SEVERAL = 3;

/**
 * Dropped no longer ago than this, they say how it is now. In milliseconds: routers that have nothing else to send say
 * something every 30 seconds (LLDP, BGP).
 */
const RECENT = 60_000;

/**
 * `secured` is what MKA says. A port can say so while a new peer has none of its SAKs; and both ends can while nothing
 * protected arrives that is good, for instance when the peer's data plane has another cipher suite than its key agreement.
 */
function remarkOn(kay: KayStatus, arrivals: Arrivals): string | undefined {
  if (!kay.secured) return undefined;
  const why = whySecuredAlone(kay) ?? whyNoneIsGood(kay, arrivals);
  return why === undefined ? undefined : `MKA secured, but ${why}`;
}

function whyNoneIsGood(kay: KayStatus, arrivals: Arrivals): string | undefined {
  const { isGoodSinceSecured, lastGoodAt, lastDropAt } = arrivals;
  const { count, cause } = arrivals.dropped;
  if (!isGoodSinceSecured || lastGoodAt === undefined)
    return count > 0 ? WHY_DROPPED[cause](count, kay) : 'the peer has sent no protected frame';
  if (count < SEVERAL || lastDropAt === undefined || kay.now - lastDropAt > RECENT) return undefined;
  const ago = Math.round((kay.now - lastGoodAt) / 1000);
  return `since the last good frame, ${ago} s ago, ${WHY_DROPPED[cause](count, kay)}`;
}

/** What is wrong with the frames that come, and what helps, by why the most of them were dropped. */
const WHY_DROPPED: Readonly<Record<DropCause, (count: number, kay: KayStatus) => string>> = {
  'integrity-only': (count) =>
    `the peer's frames are not encrypted (E=0, integrity only; ${count} dropped): have the peer encrypt (macsec_integ_only=0, or the like)`,
  'clear-vlan-tag': (count) =>
    `the peer's frames carry their SecTAG behind a clear VLAN tag (${count} dropped), and Direct Connect does not take them: have the peer encrypt the tag, without dot1q-in-clear or the like`,
  'no-sci': (count) =>
    `the peer's frames carry no SCI (${count} dropped), and Direct Connect wants it in every one: have the peer include it`,
  'unknown-sci': (count, kay) =>
    `the peer's frames carry another SCI than its MKPDUs${livePeer(kay)} (${count} dropped): have the peer use one in both, port identifier included`,
  'icv-mismatch': (count) => `none of the ${count} protected frames that came has a good ICV: the data planes differ`,
  other: (count) => `none of the ${count} protected frames that came was taken: see what was discarded`,
};

function livePeer({ participants }: KayStatus): string {
  const peer = participants.flatMap(({ peers }) => peers).find(({ live }) => live);
  return peer === undefined ? '' : `, ${peer.sci}`;
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
