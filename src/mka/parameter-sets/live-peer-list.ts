import type { OctetWriter } from '../../bytes/octet-writer.ts';
import type { Decoded } from '../discard.ts';
import { isDiscarded } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';
import { PARAMETER_SET } from './parameter-set.ts';
import type { ListedPeer } from './peer-list.ts';
import { decodePeerList, encodePeerList } from './peer-list.ts';

/** The Live Peer List (IEEE Std 802.1X-2020, 11.11.1): who has proved to be there. */
export interface LivePeerList {
  readonly peers: readonly ListedPeer[];
  /**
   * From MKA version 3, in an MKPDU that distributes a SAK of an extended packet numbering suite: the low octet of the
   * key server's SSCI. Otherwise 0.
   */
  readonly keyServerSsci: number;
}

export function decodeLivePeerList(set: RawParameterSet): Decoded<LivePeerList> {
  const peers = decodePeerList(set.body);
  return isDiscarded(peers) ? peers : { peers, keyServerSsci: set.octet2 };
}

/** Writes the set. */
export function encodeLivePeerList(list: LivePeerList, into: OctetWriter): void {
  encodePeerList(PARAMETER_SET.livePeerList, list.keyServerSsci & 0xff, list.peers, into);
}
