import { OctetWriter } from '../../bytes/octet-writer.ts';
import {
  BLOCK_OVERHEAD,
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET_BLOCK,
  INTERFACE_DESCRIPTION_BLOCK,
  OPTION_COMMENT,
  OPTION_INTERFACE_NAME,
  OPTION_PACKET_FLAGS,
  OPTION_TIMESTAMP_RESOLUTION,
  OPTION_USER_APPLICATION,
  SECTION_HEADER_BLOCK,
  padded,
} from './pcapng-blocks.ts';

/*
 * A pcapng file is the blocks below one after another: a section, its interfaces, then packets. Each function gives one
 * block, so that a capture can be written to a file or a socket while it happens. The byte order is the network's.
 */

/** An option of a block: its code and what it holds. */
interface Option {
  readonly code: number;
  readonly value: Uint8Array;
}

/** The beginning of a file. `application` is named to the reader as what wrote it. */
export function encodeSection(application: string): Uint8Array {
  const body = new OctetWriter();
  body.u32(BYTE_ORDER_MAGIC).u16(1).u16(0);
  // A section length of all ones says that it is not known.
  body.u32(0xffff_ffff).u32(0xffff_ffff);
  return encodeBlock(SECTION_HEADER_BLOCK, body, [{ code: OPTION_USER_APPLICATION, value: utf8(application) }]);
}

/** An interface, known to packets by its place among those of the file, from 0. Its times are nanoseconds. */
export function encodeInterface(described: { readonly name: string; readonly linkType: number }): Uint8Array {
  // A snap length of 0 is no limit.
  const body = new OctetWriter().u16(described.linkType).u16(0).u32(0);
  return encodeBlock(INTERFACE_DESCRIPTION_BLOCK, body, [
    { code: OPTION_INTERFACE_NAME, value: utf8(described.name) },
    { code: OPTION_TIMESTAMP_RESOLUTION, value: Uint8Array.of(9) },
  ]);
}

/** A frame to write: what a reader of captures gives, and what only a writer knows. */
export interface PacketToWrite {
  readonly interfaceIndex: number;
  /** Nanoseconds since 1970. */
  readonly timestamp: bigint;
  readonly octets: Uint8Array;
  /** Octets that it had on the wire, if the capture it comes from cut it. */
  readonly originalLength?: number;
  readonly direction?: 'inbound' | 'outbound';
  /** Shown beside the packet by its reader. Not for anything confidential. */
  readonly comment?: string;
}

/** A frame, as it was on the wire. */
export function encodePacket(packet: PacketToWrite): Uint8Array {
  const { octets, timestamp, direction, comment } = packet;
  const body = new OctetWriter(octets.length + 64);
  body.u32(packet.interfaceIndex);
  body.u32(Number(timestamp >> 32n)).u32(Number(timestamp & 0xffff_ffffn));
  body.u32(octets.length).u32(packet.originalLength ?? octets.length);
  body.octets(octets).zeros(padded(octets.length) - octets.length);
  const options: Option[] = [];
  if (direction !== undefined) {
    options.push({ code: OPTION_PACKET_FLAGS, value: Uint8Array.of(0, 0, 0, direction === 'inbound' ? 1 : 2) });
  }
  if (comment !== undefined) options.push({ code: OPTION_COMMENT, value: utf8(comment) });
  return encodeBlock(ENHANCED_PACKET_BLOCK, body, options);
}

function encodeBlock(type: number, body: OctetWriter, options: readonly Option[]): Uint8Array {
  for (const { code, value } of options) {
    body.u16(code).u16(value.length).octets(value);
    body.zeros(padded(value.length) - value.length);
  }
  if (options.length > 0) body.u32(0);
  const length = body.length + BLOCK_OVERHEAD;
  return new OctetWriter(length).u32(type).u32(length).octets(body.finish()).u32(length).finish();
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
