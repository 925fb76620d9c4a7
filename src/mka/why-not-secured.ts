import { DISCARD_REASONS, SAK_REFUSALS } from './discard.ts';
import type { KayStatus, ParticipantStatus, PeerStatus } from './status.ts';
import { MKA_TIME } from './timers.ts';
import type { Instant } from './timers.ts';

/** Heard no longer ago than this, something is a reason; before, it is history. In milliseconds. */
const RECENT = 10_000;

/** A peer that keeps falling silent comes back within this, or not at all. In milliseconds. */
const COMES_BACK = 30_000;

/**
 * Why the port is not secured, in one sentence for a network engineer; undefined if it is. Of several reasons the one
 * that is nearest to being secured.
 *
 * @param status what a KaY says of itself.
 * @param heardInstead what comes in place of MKPDUs, if anything does: it counts where nothing else is known
 */
export function whyNotSecured(status: KayStatus, heardInstead?: string): string | undefined {
  if (status.secured) return undefined;
  if (status.mode === undefined) return 'the port has no encryption mode yet';
  if (status.mode === 'no_encrypt') return 'the encryption mode is no_encrypt';
  if (status.participants.length === 0) return withUnknown(status, 'no key is associated');
  const reasons = status.participants.flatMap((participant) => whyNot(status, participant) ?? []);
  const [best] = reasons.toSorted((a, b) => b.rank - a.rank);
  return best?.sentence ?? whyNothingIsHeard(status, heardInstead);
}

/**
 * Why a secured port talks to nobody, in one sentence: a live peer does not receive under the SAK that this port transmits
 * with. A key server transmits all the same once MKA Life Time has passed (IEEE Std 802.1X-2020, 12.4), and the other end
 * keeps its SAK when that of a new key server is not to be had: so MKA alone goes on to say "secured". Undefined if it is
 * not so, or may be so for a moment.
 */
export function whySecuredAlone(status: KayStatus): string | undefined {
  const sak = status.latest?.transmitting ? status.latest : (status.old ?? status.latest);
  const [sci] = sak?.unusedBy ?? [];
  if (!status.secured || sak === undefined || sci === undefined) return undefined;
  if (status.now - sak.createdAt <= MKA_TIME.life) return undefined;
  const participant = status.participants.find(({ ckn }) => ckn === sak.ckn);
  const peer = participant?.peers.find((other) => other.live && other.sci === sci);
  const refused = participant?.refusedSak;
  if (refused !== undefined && isRecent(status, refused.at))
    return `the SAK that the peer ${sci} distributes is refused: ${refusalText(status, refused)}`;
  return (peer && missingSuite(status, peer)) ?? `the peer ${sci} does not use the SAK of this port`;
}

/**
 * Why nobody at the other end uses a key, in one sentence: of a key that is to be gone over to, or to be fallen back on.
 * Undefined if a peer is live under it and nothing is wrong with that.
 */
export function whyKeyUnused(status: KayStatus, participant: ParticipantStatus): string | undefined {
  const reason = whyNot(status, participant);
  if (reason !== undefined) return reason.rank === SAK_AWAITED ? undefined : reason.sentence;
  return withUnknown(status, `the peer sends no MKPDU under CKN ${participant.ckn}`);
}

/** The rank of having a live peer, and nothing else to be said. */
const SAK_AWAITED = 4;

interface Reason {
  /** The higher, the further the key agreement has come. */
  readonly rank: number;
  readonly sentence: string;
}

function whyNot(status: KayStatus, participant: ParticipantStatus): Reason | undefined {
  const { ckn, peers, refusedSak, icvMismatch } = participant;
  const live = peers.filter((peer) => peer.live);
  const [peer] = live;
  const name = `CKN ${ckn}`;
  if (peer !== undefined) {
    const capability = live.find(({ macsecCapability }) => macsecCapability < 2);
    const suites = missingSuite(status, peer);
    if (refusedSak !== undefined && isRecent(status, refusedSak.at)) {
      return { rank: 6, sentence: `the SAK under ${name} is refused: ${refusalText(status, refusedSak)}` };
    }
    if (participant.keyServer === undefined) {
      return { rank: 5, sentence: `nobody is key server under ${name}: all have priority 255, which means never` };
    }
    if (capability !== undefined) {
      return { rank: 5, sentence: `the peer ${capability.sci} under ${name} says that it cannot encrypt` };
    }
    if (suites !== undefined) return { rank: 5, sentence: suites };
    const server = participant.keyServer.self ? 'this port' : participant.keyServer.sci;
    return {
      rank: SAK_AWAITED,
      sentence: `the peer is live under ${name}, and a SAK of the key server, ${server}, is awaited`,
    };
  }
  const [potential] = peers;
  if (participant.keyServer === undefined && isSilentOverSak(status, participant)) {
    const suite = status.cipherSuites[0];
    return {
      rank: 3,
      sentence: `the peer under ${name} falls silent when it is given a SAK for ${suite}: it may not support it`,
    };
  }
  if (potential !== undefined && isRecent(status, potential.lastHeard)) {
    if (isRecent(status, potential.contestedAt)) {
      return { rank: 3, sentence: `two peers under ${name} use the SCI ${potential.sci}` };
    }
    return {
      rank: 2,
      sentence: `the peer ${potential.sci} is heard under ${name}, but does not hear this port`,
    };
  }
  if (icvMismatch !== undefined && isRecent(status, icvMismatch.at) && !hasMovedOn(status, icvMismatch)) {
    return {
      rank: 2,
      sentence: `the peer ${icvMismatch.sci} is alive under ${name}, but its ICV fails: the CAKs differ`,
    };
  }
  if (isRecent(status, participant.ownSciHeardAt)) {
    return { rank: 2, sentence: `the peer under ${name} uses the SCI of this port, ${status.sci}` };
  }
  return undefined;
}

/**
 * Whether the peer may be silent for the SAK that it was given, and nothing newer is known: it has only just fallen silent,
 * or does so again and again. Longer silence is that of a cable or of a router that is off.
 */
function isSilentOverSak(status: KayStatus, participant: ParticipantStatus): boolean {
  const { silentOverSak, icvMismatch, ownSciHeardAt } = participant;
  if (silentOverSak === undefined) return false;
  const { since, times } = silentOverSak;
  if (status.now - since > MKA_TIME.life + (times > 1 ? COMES_BACK : RECENT)) return false;
  const unknownCkns = status.unknownCkns.map(({ lastHeard }) => lastHeard);
  const heardAt = [icvMismatch?.at, ownSciHeardAt, status.ownFrameAt, status.lastUnreadable?.at, ...unknownCkns];
  return !heardAt.some((at) => at !== undefined && at > since && isRecent(status, at));
}

function refusalText(status: KayStatus, { reason, cipherSuite }: NonNullable<ParticipantStatus['refusedSak']>): string {
  if (reason !== 'cipher-suite') return SAK_REFUSALS[reason];
  const allowed = status.cipherSuites.join(' or ');
  return `its cipher suite, ${cipherSuite}, is not allowed on this port, which takes ${allowed}`;
}

/** A peer that announces its suites, none of which is ours: said before anything is tried. */
function missingSuite(status: KayStatus, { announcedSuites, sci }: PeerStatus): string | undefined {
  if (announcedSuites === undefined || announcedSuites.length === 0) return undefined;
  if (status.cipherSuites.some((suite) => announcedSuites.includes(suite))) return undefined;
  return `the peer ${sci} supports ${announcedSuites.join(' and ')}, and this port needs ${status.cipherSuites.join(' or ')}`;
}

function whyNothingIsHeard(status: KayStatus, heardInstead: string | undefined): string {
  const since = status.lastMkpduAt ?? status.startedAt;
  const seconds = Math.floor((status.now - since) / 1000);
  const heard = status.lastMkpduAt === undefined ? 'no MKPDU has been heard' : 'no MKPDU has been heard any more';
  const unreadable = status.lastUnreadable;
  if (unreadable !== undefined && isRecent(status, unreadable.at))
    return `the peer's MKPDUs cannot be read: ${DISCARD_REASONS[unreadable.reason]}`;
  const isLooped = isRecent(status, status.ownFrameAt);
  const silence = heardInstead ?? `${heard} for ${seconds} s`;
  const nobody = isLooped ? 'the port hears its own MKPDUs: the wire is looped' : silence;
  return withUnknown(status, nobody);
}

function withUnknown(status: KayStatus, otherwise: string): string {
  const unknown = status.unknownCkns.find(({ lastHeard }) => isRecent(status, lastHeard));
  if (unknown === undefined) return otherwise;
  return `the peer ${unknown.sci} sends CKN ${unknown.ckn}, which is not associated`;
}

/** Whether a peer that was heard so has stopped, and is heard under a CKN that is not associated instead. */
function hasMovedOn(status: KayStatus, { at, sci }: { readonly at: Instant; readonly sci: string }): boolean {
  if (status.now - at <= 2 * MKA_TIME.hello) return false;
  return status.unknownCkns.some((unknown) => unknown.sci === sci && unknown.lastHeard > at);
}

function isRecent({ now }: KayStatus, at: Instant | undefined): boolean {
  return at !== undefined && now - at <= RECENT;
}
