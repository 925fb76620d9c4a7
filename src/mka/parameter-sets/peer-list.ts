import { OctetReader } from '../../bytes/octet-reader.ts';
import { OctetWriter } from '../../bytes/octet-writer.ts';
import { MEMBER_IDENTIFIER_LENGTH, decodeMemberIdentifier, encodeMemberIdentifier } from '../../lmi/key-identifier.ts';
import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';

/** A member that the sender has heard: its identifier and the last message number heard from it. */
export interface ListedPeer {
  readonly mi: MemberIdentifier;
  readonly mn: number;
}

const ENTRY_LENGTH = MEMBER_IDENTIFIER_LENGTH + 4;

/** The body of either peer list (IEEE Std 802.1X-2020, 11.11.1): entries of MI and MN, of 16 octets each. */
export function decodePeerList(body: Uint8Array): Decoded<readonly ListedPeer[]> {
  if (body.length % ENTRY_LENGTH !== 0) return discard('peer-list-malformed');
  const peers: ListedPeer[] = [];
  for (let at = 0; at < body.length; at += ENTRY_LENGTH) {
    const mi = decodeMemberIdentifier(body, at);
    const mn = new OctetReader(body, at + MEMBER_IDENTIFIER_LENGTH).u32();
    if (mi === undefined || mn === undefined) return discard('peer-list-malformed');
    peers.push({ mi, mn });
  }
  return peers;
}

/** The body of either peer list. */
export function encodePeerList(peers: readonly ListedPeer[]): Uint8Array {
  const writer = new OctetWriter(peers.length * ENTRY_LENGTH);
  for (const { mi, mn } of peers) writer.octets(encodeMemberIdentifier(mi)).u32(mn);
  return writer.finish();
}
