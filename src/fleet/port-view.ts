import type { KayStatus, ParticipantStatus, SakStatus } from '../mka/status.ts';
import type { Instant } from '../mka/timers.ts';
import { whyKeyUnused } from '../mka/why-not-secured.ts';
import type { PortStatus } from '../port/status.ts';

/**
 * A port as the admin API shows it: names as on the port, ages and times left in seconds, packet numbers as text (they
 * can be larger than JSON's numbers). No key is in it, as none is in what it is made of.
 */
export function portView({ kay, whyNotSecured, remark, lastGoodFrameAt, secy, mtu, wire, core }: PortStatus) {
  const seconds = secondsOf(kay);
  return {
    secured: kay.secured,
    whyNotSecured,
    remark,
    securedFor: kay.securedSince === undefined ? undefined : seconds(kay.securedSince),
    mode: kay.mode,
    sci: kay.sci,
    keyServerPriority: kay.keyServerPriority,
    cipherSuites: kay.cipherSuites,
    replayWindow: kay.replayWindow,
    sakLifetime: kay.sakLifetime === undefined ? undefined : kay.sakLifetime / 1000,
    mtu,
    cpState: kay.cpState,
    controlledPortOpen: secy.controlledPortEnabled,
    clearFrames: secy.clearFrames,
    principal: kay.principal,
    keys: kay.participants.map((participant) => participantView(kay, participant, seconds)),
    latestSak: kay.latest && sakView(kay.latest, seconds),
    oldSak: kay.old && sakView(kay.old, seconds),
    rekeys: kay.rekeys,
    lastRekey: kay.lastRekey && { cause: kay.lastRekey.cause, ago: seconds(kay.lastRekey.at) },
    flaps: kay.flaps,
    anCollisions: kay.anCollisions,
    lastMkpduAgo: kay.lastMkpduAt === undefined ? undefined : seconds(kay.lastMkpduAt),
    firstProtectedFrameAgo: kay.lastProtectedAt === undefined ? undefined : seconds(kay.lastProtectedAt),
    lastProtectedFrameAgo: lastGoodFrameAt === undefined ? undefined : seconds(lastGoodFrameAt),
    unknownCkns: kay.unknownCkns.map(({ lastHeard, ...heard }) => ({ ...heard, lastHeardAgo: seconds(lastHeard) })),
    mkpdusDiscarded: kay.discarded,
    counters: secy.counters,
    framesDiscarded: secy.discards,
    wire,
    core,
  };
}

/** What `portView` gives, as JSON has it. */
export type PortView = ReturnType<typeof portView>;

type Seconds = (at: Instant) => number;

/** How long ago an instant was; how far ahead it lies is negative. */
const secondsOf =
  ({ now }: KayStatus): Seconds =>
  (at) =>
    Math.round((now - at) / 100) / 10;

const participantView = (kay: KayStatus, participant: ParticipantStatus, seconds: Seconds) => ({
  ckn: participant.ckn,
  associationNumber: participant.associationNumber,
  standby: participant.standby,
  whyUnused: whyKeyUnused(kay, participant),
  memberIdentifier: participant.mi,
  messageNumber: participant.mn,
  keyServer: participant.keyServer,
  peers: participant.peers.map(({ lastHeard, expires, ...peer }) => ({
    ...peer,
    lastHeardAgo: seconds(lastHeard),
    lifeLeft: -seconds(expires),
  })),
  mkpdusSent: participant.sent,
  mkpdusReceived: participant.received,
  mkpdusDiscarded: participant.discarded,
});

const sakView = (sak: SakStatus, seconds: Seconds) => ({
  ckn: sak.ckn,
  keyIdentifier: sak.keyIdentifier,
  an: sak.an,
  cipherSuite: sak.cipherSuite,
  transmitting: sak.transmitting,
  receiving: sak.receiving,
  age: seconds(sak.createdAt),
  nextPn: String(sak.nextPn),
  lowestPn: String(sak.lowestPn),
  percentOfPnsUsed: sak.percentUsed,
  peerLowestPns: sak.peerLowestPns.map(({ sci, lowestPn }) => ({
    sci,
    lowestPn: lowestPn === undefined ? undefined : String(lowestPn),
  })),
});
