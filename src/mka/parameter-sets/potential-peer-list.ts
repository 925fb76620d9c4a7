import type { OctetWriter } from '../../bytes/octet-writer.ts';
import type { Decoded } from '../discard.ts';
import { isDiscarded } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';
import { PARAMETER_SET } from './parameter-set.ts';
import type { ListedPeer } from './peer-list.ts';
import { decodePeerList, encodePeerList } from './peer-list.ts';

/** The Potential Peer List (IEEE Std 802.1X-2020, 11.11.1): who was heard but may be a recording. */
export interface PotentialPeerList {
  readonly peers: readonly ListedPeer[];
}

export function decodePotentialPeerList(set: RawParameterSet): Decoded<PotentialPeerList> {
  const peers = decodePeerList(set.body);
  return isDiscarded(peers) ? peers : { peers };
}

/** Writes the set. */
export function encodePotentialPeerList(list: PotentialPeerList, into: OctetWriter): void {
  encodePeerList(PARAMETER_SET.potentialPeerList, 0, list.peers, into);
}
