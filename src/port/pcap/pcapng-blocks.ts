/** Block types of pcapng (draft-ietf-opsawg-pcapng, section 4). */
export const SECTION_HEADER_BLOCK = 0x0a0d0d0a;
export const INTERFACE_DESCRIPTION_BLOCK = 1;
export const SIMPLE_PACKET_BLOCK = 3;
export const ENHANCED_PACKET_BLOCK = 6;

/** Stands in a section header in the byte order of the section. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** Codes of options, which mean other things in other blocks. */
export const OPTION_COMMENT = 1;
export const OPTION_USER_APPLICATION = 4;
export const OPTION_INTERFACE_NAME = 2;
export const OPTION_TIMESTAMP_RESOLUTION = 9;
export const OPTION_PACKET_FLAGS = 2;

/** Octets before and after the body of a block: type and length, and the length again. */
export const BLOCK_HEADER_LENGTH = 8;
export const BLOCK_OVERHEAD = 12;

/** `length` raised to a multiple of four, as everything in pcapng is. */
export function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
