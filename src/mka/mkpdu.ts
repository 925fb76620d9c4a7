import { OctetArena } from '../bytes/octet-arena.ts';
import { OctetReader } from '../bytes/octet-reader.ts';
import { OctetWriter } from '../bytes/octet-writer.ts';
import type { CryptoPort } from '../crypto/crypto-port.ts';
import { ICV_LENGTH } from '../crypto/crypto-port.ts';
import type { Confidential } from '../crypto/confidential.ts';
import { equalOctets } from '../bytes/equal.ts';
import { ETHERNET_HEADER_LENGTH } from '../ethernet/frame.ts';
import type { MacAddress } from '../ethernet/mac-address.ts';
import type { Decoded, Discarded } from './discard.ts';
import { discard, isDiscarded } from './discard.ts';
import { EAPOL_HEADER_LENGTH, decodeEapol, encodeEapolHeader } from './eapol.ts';
import type { Announcement } from './parameter-sets/announcement.ts';
import { decodeAnnouncement, encodeAnnouncement } from './parameter-sets/announcement.ts';
import type { BasicParameterSet } from './parameter-sets/basic.ts';
import { decodeBasic, encodeBasic } from './parameter-sets/basic.ts';
import type { DistributedCak } from './parameter-sets/distributed-cak.ts';
import { decodeDistributedCak } from './parameter-sets/distributed-cak.ts';
import type { DistributedSak, PlainText } from './parameter-sets/distributed-sak.ts';
import { decodeDistributedSak, encodeDistributedSak } from './parameter-sets/distributed-sak.ts';
import { encodeIcvIndicator, indicatesIcv } from './parameter-sets/icv-indicator.ts';
import type { Kmd } from './parameter-sets/kmd.ts';
import { decodeKmd } from './parameter-sets/kmd.ts';
import type { LivePeerList } from './parameter-sets/live-peer-list.ts';
import { decodeLivePeerList, encodeLivePeerList } from './parameter-sets/live-peer-list.ts';
import type { RawParameterSet } from './parameter-sets/parameter-set.ts';
import { PARAMETER_SET, paddedLength } from './parameter-sets/parameter-set.ts';
import type { PotentialPeerList } from './parameter-sets/potential-peer-list.ts';
import { decodePotentialPeerList, encodePotentialPeerList } from './parameter-sets/potential-peer-list.ts';
import type { SakUse } from './parameter-sets/sak-use.ts';
import { decodeSakUse, encodeSakUse } from './parameter-sets/sak-use.ts';
import type { Xpn } from './parameter-sets/xpn.ts';
import { decodeXpn, encodeXpn } from './parameter-sets/xpn.ts';

/** What an MKPDU says (IEEE Std 802.1X-2020, 11.11): the basic parameter set and those of the others that it has. */
export interface Mkpdu {
  readonly basic: BasicParameterSet;
  readonly livePeerList?: LivePeerList;
  readonly potentialPeerList?: PotentialPeerList;
  readonly sakUse?: SakUse;
  readonly distributedSak?: DistributedSak | PlainText;
  readonly distributedCak?: DistributedCak;
  readonly kmd?: Kmd;
  readonly announcement?: Announcement;
  readonly xpn?: Xpn;
  readonly icvIndicator?: boolean;
}

/** An MKPDU as it came: nothing of it is to be believed before `verifyIcv`. */
export interface ReceivedMkpdu extends Mkpdu {
  readonly source: MacAddress;
  readonly icv: Uint8Array;
  /** What the ICV covers: everything from the destination address on, up to the ICV. */
  readonly covered: Uint8Array;
}

const SHORTEST = 32;
/** Octets that hardly any MKPDU of two members exceeds. */
const FRAME_ROOM = 320;
const FRAMES = new OctetArena();

/**
 * Decodes the MKPDU in an Ethernet frame, all of it, and changes nothing. Sets of unknown types, and a second set of a
 * type, are skipped: newer versions of MKA may add what older ones need not know (IEEE Std 802.1X-2020, 11.11).
 */
export function decodeMkpdu(frame: Uint8Array): Decoded<ReceivedMkpdu> {
  const eapol = decodeEapol(frame);
  if (isDiscarded(eapol)) return eapol;
  const { body, octets, source } = eapol;
  if (body.length < SHORTEST) return discard('mkpdu-too-short');
  if (body.length % 4 !== 0) return discard('mkpdu-not-multiple-of-4');
  const sets = body.subarray(0, -ICV_LENGTH);
  const head = decodeBasic(sets);
  if (isDiscarded(head)) return head;
  const rest = decodeSets(sets.subarray(head.length));
  if (isDiscarded(rest)) return rest;
  return {
    basic: head.basic,
    ...rest,
    source,
    icv: body.subarray(-ICV_LENGTH),
    covered: octets.subarray(0, -ICV_LENGTH),
  };
}

/** Whether the ICV is that of the ICK (IEEE Std 802.1X-2020, 9.4.1). */
export function verifyIcv(
  mkpdu: Pick<ReceivedMkpdu, 'covered' | 'icv'>,
  ick: Confidential<'ICK'>,
  crypto: Pick<CryptoPort, 'aesCmac'>,
): boolean {
  return equalOctets(crypto.aesCmac(ick, mkpdu.covered), mkpdu.icv);
}

/** The frame that carries `mkpdu` from `source` to the PAE group address, with its ICV. */
export function encodeMkpdu(
  mkpdu: Mkpdu,
  source: MacAddress,
  ick: Confidential<'ICK'>,
  crypto: Pick<CryptoPort, 'aesCmac'>,
): Uint8Array {
  const frame = new OctetWriter(FRAMES.take(FRAME_ROOM));
  encodeEapolHeader(source, 0, frame);
  encodeBasic(mkpdu.basic, frame);
  encodeSets(mkpdu, frame);
  const header = ETHERNET_HEADER_LENGTH + EAPOL_HEADER_LENGTH;
  frame.setU16(header - 2, frame.length - header + ICV_LENGTH);
  return frame.octets(crypto.aesCmac(ick, frame.view())).view();
}

/** The sets that are sent, in the order of their types. */
function encodeSets(mkpdu: Mkpdu, into: OctetWriter): void {
  if (mkpdu.livePeerList !== undefined) encodeLivePeerList(mkpdu.livePeerList, into);
  if (mkpdu.potentialPeerList !== undefined) encodePotentialPeerList(mkpdu.potentialPeerList, into);
  if (mkpdu.sakUse !== undefined) encodeSakUse(mkpdu.sakUse, into);
  if (mkpdu.distributedSak !== undefined) encodeDistributedSak(mkpdu.distributedSak, into);
  if (mkpdu.announcement !== undefined) encodeAnnouncement(mkpdu.announcement, into);
  if (mkpdu.xpn !== undefined) encodeXpn(mkpdu.xpn, into);
  if (mkpdu.icvIndicator === true) encodeIcvIndicator(into);
}

/** The sets of an MKPDU, being filled in by its decoder. */
type Draft = { -readonly [Name in keyof Omit<Mkpdu, 'basic'>]: Mkpdu[Name] };

/** For each set: decodes it into the draft, or says why it cannot. */
const SET_DECODERS: ReadonlyMap<number, (set: RawParameterSet, draft: Draft) => Discarded | undefined> = new Map([
  [PARAMETER_SET.livePeerList, (set, draft) => keep(decodeLivePeerList(set), (v) => (draft.livePeerList = v))],
  [
    PARAMETER_SET.potentialPeerList,
    (set, draft) => keep(decodePotentialPeerList(set), (v) => (draft.potentialPeerList = v)),
  ],
  [
    PARAMETER_SET.sakUse,
    (set, draft) => keep(decodeSakUse(set), (v) => ('notUsed' in v ? undefined : (draft.sakUse = v))),
  ],
  [PARAMETER_SET.distributedSak, (set, draft) => keep(decodeDistributedSak(set), (v) => (draft.distributedSak = v))],
  [PARAMETER_SET.distributedCak, (set, draft) => keep(decodeDistributedCak(set), (v) => (draft.distributedCak = v))],
  [PARAMETER_SET.kmd, (set, draft) => keep(decodeKmd(set), (v) => (draft.kmd = v))],
  [PARAMETER_SET.announcement, (set, draft) => keep(decodeAnnouncement(set), (v) => (draft.announcement = v))],
  [PARAMETER_SET.xpn, (set, draft) => keep(decodeXpn(set), (v) => (draft.xpn = v))],
] satisfies [number, (set: RawParameterSet, draft: Draft) => Discarded | undefined][]);

function keep<T extends object>(decoded: Decoded<T>, store: (value: T) => unknown): Discarded | undefined {
  if (isDiscarded(decoded)) return decoded;
  store(decoded);
  return undefined;
}

function decodeSets(octets: Uint8Array): Decoded<Draft> {
  const reader = new OctetReader(octets);
  const seen = new Set<number>();
  const draft: Draft = {};
  while (reader.remaining > 0) {
    const type = reader.u8();
    const octet2 = reader.u8();
    const octet3 = reader.u8();
    const lengthLow = reader.u8();
    if (type === undefined || octet2 === undefined || octet3 === undefined || lengthLow === undefined) {
      return discard('set-too-long');
    }
    const length = ((octet3 & 0x0f) << 8) | lengthLow;
    if (type === PARAMETER_SET.icvIndicator) {
      // It announces the ICV, which has been cut off already: it must be the last.
      if (reader.remaining > 0 || !indicatesIcv(length)) return discard('icv-indicator-malformed');
      draft.icvIndicator = true;
      return draft;
    }
    const padded = reader.take(paddedLength(length));
    if (padded === undefined) return discard('set-too-long');
    if (seen.has(type)) continue;
    seen.add(type);
    const failed = SET_DECODERS.get(type)?.(
      { type, octet2, octet3: octet3 & 0xf0, body: padded.subarray(0, length) },
      draft,
    );
    if (failed !== undefined) return failed;
  }
  return draft;
}
