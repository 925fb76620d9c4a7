import { OctetReader } from '../../bytes/octet-reader.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import { MEMBER_IDENTIFIER_LENGTH, decodeMemberIdentifier } from '../../lmi/key-identifier.ts';
import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import { encodeSetHeader } from './parameter-set.ts';

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

/** Writes either peer list. */
export function encodePeerList(type: number, octet2: number, peers: readonly ListedPeer[], into: OctetWriter): void {
  encodeSetHeader({ type, octet2, octet3: 0 }, peers.length * ENTRY_LENGTH, into);
  for (const { mi, mn } of peers) into.hex(mi).u32(mn);
}
