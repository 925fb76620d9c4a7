/** Octets of a block of AES, and of a CMAC. */
export const BLOCK = 16;

/** The blocks of one message at a time, which whoever computes CMACs has one of. */
export class CmacBlocks {
  octets = new Uint8Array(64 * BLOCK);
  length = 0;

  /**
   * Writes `message` with its padding, the subkey that belongs to it added to its last block (NIST SP 800-38B, 6.2).
   * To the first block `carried` is added: the block that a cipher which has chained before will add to it as well,
   * which cancels it.
   */
  write(message: Uint8Array, k1: Uint8Array, k2: Uint8Array, carried: Uint8Array): void {
    const length = Math.max(1, Math.ceil(message.length / BLOCK)) * BLOCK;
    if (this.octets.length < length) this.octets = new Uint8Array(length);
    const { octets } = this;
    octets.set(message);
    octets.fill(0, message.length, length);
    const complete = message.length === length;
    if (!complete) octets[message.length] = 0x80;
    xorInto(octets, length - BLOCK, complete ? k1 : k2);
    xorInto(octets, 0, carried);
    this.length = length;
  }
}

/** Writes twice `block` to `into`: multiplication by x in GF(2^128), by which SP 800-38B, 6.1 derives the subkeys. */
export function double(block: Uint8Array, into = new Uint8Array(BLOCK)): Uint8Array {
  let carry = 0;
  for (let at = BLOCK - 1; at >= 0; at -= 1) {
    const shifted = ((block[at] ?? 0) << 1) | carry;
    into[at] = shifted & 0xff;
    carry = shifted >> 8;
  }
  // No branch on the carry: it is a bit of the key's.
  into[BLOCK - 1] = (into[BLOCK - 1] ?? 0) ^ (0x87 & -carry);
  return into;
}

function xorInto(target: Uint8Array, start: number, block: Uint8Array): void {
  for (let at = 0; at < BLOCK; at += 1) target[start + at] = (target[start + at] ?? 0) ^ (block[at] ?? 0);
}
