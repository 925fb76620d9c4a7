/*
 * The kernel takes the outer VLAN tag out of each frame that it receives, and tells it beside the frame: in a control
 * message (PACKET_AUXDATA) with a `struct tpacket_auxdata`, behind a header of 16 octets:
 *
 *   0 length   8 level   12 type   16 status   20 length   24 captured   28 mac   30 net   32 TCI   34 TPID
 */
export const AUXILIARY_LENGTH = 40;

/** Octets of a tag, and so the room that it needs before a frame. */
export const VLAN_TAG_LENGTH = 4;

const TYPE_OFFSET = 12;
const STATUS_OFFSET = 16;
const TCI_OFFSET = 32;
const TPID_OFFSET = 34;

const PACKET_AUXDATA = 8;
const HAS_TAG = 0x10;
const HAS_TPID = 0x40;
const TPID_CUSTOMER = 0x8100;

/** Octets of destination and source address, before which a tag never is. */
const ADDRESSES_LENGTH = 12;

/** Whether the control message at `at`, a multiple of 4, tells of a tag. */
export function hasVlanTag(words: Uint32Array, at: number): boolean {
  return words[(at + TYPE_OFFSET) / 4] === PACKET_AUXDATA && ((words[(at + STATUS_OFFSET) / 4] ?? 0) & HAS_TAG) !== 0;
}

/**
 * Puts the tag that the control message at `control` tells of back into the frame at `frame`, which then begins
 * VLAN_TAG_LENGTH earlier.
 */
export function restoreVlanTag(octets: Uint8Array, frame: number, auxiliary: Uint8Array, control: number): void {
  const half = (offset: number): number =>
    (auxiliary[control + offset] ?? 0) + 256 * (auxiliary[control + offset + 1] ?? 0);
  const tpid = ((auxiliary[control + STATUS_OFFSET] ?? 0) & HAS_TPID) === 0 ? TPID_CUSTOMER : half(TPID_OFFSET);
  const tci = half(TCI_OFFSET);
  const start = frame - VLAN_TAG_LENGTH;
  octets.copyWithin(start, frame, frame + ADDRESSES_LENGTH);
  octets[start + ADDRESSES_LENGTH] = tpid >> 8;
  octets[start + ADDRESSES_LENGTH + 1] = tpid & 0xff;
  octets[start + ADDRESSES_LENGTH + 2] = tci >> 8;
  octets[start + ADDRESSES_LENGTH + 3] = tci & 0xff;
}
