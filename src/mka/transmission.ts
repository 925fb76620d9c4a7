import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import { CIPHER_SUITES } from '../lmi/cipher-suite.ts';
import type { KayState } from './kay-state.ts';
import type { Mkpdu } from './mkpdu.ts';
import { encodeMkpdu } from './mkpdu.ts';
import type { AnnouncedSuite, Announcement } from './parameter-sets/announcement.ts';
import type { LivePeerList } from './parameter-sets/live-peer-list.ts';
import type { Participant } from './participant.ts';
import { assignSscis } from './ssci.ts';
import type { Instant } from './timers.ts';

const NO_FRAMES: readonly Uint8Array[] = [];

/**
 * The MKPDUs that are due, each in its frame; they count as sent. Hellos that would be due soon leave with them: then
 * the two ports of a cable look at each other's keys once in a hello, and not once for each key.
 */
export function framesDue(state: KayState, now: Instant): readonly Uint8Array[] {
  const { config, crypto, participants } = state;
  if (!participants.some((participant) => participant.isDueToSend(now))) return NO_FRAMES;
  return participants
    .filter((participant) => participant.isDueToSend(now) || participant.maySendHello(now))
    .map((participant) => encodeMkpdu(compose(state, participant, now), config.address, participant.ick, crypto));
}

function compose(state: KayState, participant: Participant, now: Instant): Mkpdu {
  const { mkaVersion } = state.config;
  const { lists } = participant;
  const distribution = distributionDue(state, participant);
  const use = state.saks.useOf(participant.id, now);
  const potential = lists.potential.map(({ mi, mn }) => ({ mi, mn }));
  const mkpdu: { -readonly [Name in keyof Mkpdu]: Mkpdu[Name] } = { basic: participant.nextBasic(now) };
  if (lists.live.length > 0) mkpdu.livePeerList = livePeerList(state, participant, distribution);
  if (potential.length > 0) mkpdu.potentialPeerList = { peers: potential };
  // From the first SAK on in every MKPDU of the participant: there are peers that drop one who stops.
  if (use !== undefined) mkpdu.sakUse = use.sakUse;
  if (distribution !== undefined) mkpdu.distributedSak = distribution.set;
  // Sets that came with later versions are left out for a peer that is told to see an earlier one.
  if (mkaVersion >= 3) mkpdu.announcement = announcement(state);
  if (mkaVersion >= 3 && use !== undefined) mkpdu.xpn = use.xpn;
  return mkpdu;
}

function distributionDue({ saks, choice }: KayState, participant: Participant): Participant['distribution'] {
  const { distribution, lists } = participant;
  if (distribution === undefined || participant !== choice.principal || participant.elected?.self !== true)
    return undefined;
  // Not before its own SAs are there: who gets the SAK may transmit at once.
  if (saks.latest !== distribution.key && saks.old !== distribution.key) return undefined;
  // The SSCIs follow from the live list in the same MKPDU: with another list two members could take the same one, and
  // with it the same nonces. Then a new SAK is due, and not this one.
  return distribution.isOutstanding(lists.live) && distribution.isExactFor(lists.live) ? distribution : undefined;
}

/**
 * From version 3 on, in an MKPDU with a SAK of an extended packet numbering suite, the list is in the order of the SSCIs,
 * and the low octet of our own goes before it (IEEE Std 802.1X-2020, 11.11.1).
 */
function livePeerList(
  { config }: KayState,
  participant: Participant,
  distribution: Participant['distribution'],
): LivePeerList {
  const peers = participant.lists.live;
  const list = peers.map(({ mi, mn }) => ({ mi, mn }));
  if (config.mkaVersion < 3 || distribution?.key.cipherSuite.xpn !== true) return { peers: list, keyServerSsci: 0 };
  const sscis = assignSscis([config.sci, ...peers.map(({ sci }) => sci)]);
  const ordered = peers.toSorted((a, b) => (sscis.get(a.sci) ?? 0) - (sscis.get(b.sci) ?? 0));
  return {
    peers: ordered.map(({ mi, mn }) => ({ mi, mn })),
    keyServerSsci: (sscis.get(config.sci) ?? 0) & 0xff,
  };
}

/** The suites that we take; the capability is that of the basic parameter set. */
function announcement({ config }: KayState): Announcement {
  return { cipherSuites: config.cipherSuites.map((name) => ANNOUNCED[name]) };
}

const announced = (name: CipherSuiteName): AnnouncedSuite => ({
  identifier: CIPHER_SUITES[name].identifier,
  capability: 2,
});
const ANNOUNCED: { readonly [Name in CipherSuiteName]: AnnouncedSuite } = {
  'GCM-AES-128': announced('GCM-AES-128'),
  'GCM-AES-256': announced('GCM-AES-256'),
  'GCM-AES-XPN-128': announced('GCM-AES-XPN-128'),
  'GCM-AES-XPN-256': announced('GCM-AES-XPN-256'),
};
