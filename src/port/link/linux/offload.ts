import { ETHER_TYPE_OFFSET, ETHERNET_HEADER_LENGTH } from '../../../ethernet/frame.ts';
import { crc32c } from './crc32c.ts';
import { onesSum, writeChecksum } from './internet-checksum.ts';

/*
 * What the kernel leaves to the network card: the checksum, and the cutting of one large segment into those that go on
 * the wire. A veth has no card, so a packet socket sees such frames unfinished, and a header tells what is missing
 * (PACKET_VNET_HDR). They are finished here: nobody behind the port would do it.
 */

/** `struct virtio_net_hdr`, in the byte order of the machine. */
export const OFFLOAD_HEADER_LENGTH = 10;

export interface OffloadHeader {
  readonly needsChecksum: boolean;
  /** Segmentation that is still to be done, by the VIRTIO_NET_HDR_GSO_ numbers. */
  readonly segmentation: number;
  /** Octets of data in each segment. */
  readonly segmentLength: number;
  readonly checksumStart: number;
  readonly checksumOffset: number;
}

const NEEDS_CHECKSUM = 1;
const NO_SEGMENTATION = 0;
const TCP_OVER_IPV4 = 1;
const TCP_OVER_IPV6 = 4;
const UDP = 5;
/** Set beside one of the others: the first segment alone reports that congestion was answered. */
const WITH_CONGESTION_WINDOW_REDUCED = 0x80;

/** True for nearly all frames: nothing is missing. */
export function isFinished(octets: Uint8Array, at: number): boolean {
  return ((octets[at] ?? 0) & NEEDS_CHECKSUM) === 0 && octets[at + 1] === NO_SEGMENTATION;
}

export function decodeOffloadHeader(octets: Uint8Array, at: number): OffloadHeader {
  const half = (offset: number): number => (octets[at + offset] ?? 0) + 256 * (octets[at + offset + 1] ?? 0);
  return {
    needsChecksum: ((octets[at] ?? 0) & NEEDS_CHECKSUM) !== 0,
    segmentation: (octets[at + 1] ?? 0) & ~WITH_CONGESTION_WINDOW_REDUCED,
    segmentLength: half(4),
    checksumStart: half(6),
    checksumOffset: half(8),
  };
}

const PROTOCOL_TCP = 6;
const PROTOCOL_UDP = 17;
const PROTOCOL_SCTP = 132;
const UDP_HEADER_LENGTH = 8;
const SCTP_CHECKSUM_OFFSET = 8;

/** Writes the checksum that `frame` lacks; false if there is no place for it in the frame. */
export function completeChecksum(frame: Uint8Array, header: OffloadHeader): boolean {
  const { checksumStart, checksumOffset } = header;
  const field = checksumStart + checksumOffset;
  if (checksumStart < ETHERNET_HEADER_LENGTH || field + 2 > frame.length) return false;
  if (checksumOffset === SCTP_CHECKSUM_OFFSET && locate(frame)?.protocol === PROTOCOL_SCTP) {
    if (field + 4 > frame.length) return false;
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    view.setUint32(field, 0);
    view.setUint32(field, crc32c(frame.subarray(checksumStart)), true);
    return true;
  }
  // The sum over the pseudo header is in the field already.
  writeChecksum(frame, field, onesSum(frame, checksumStart, frame.length));
  return true;
}

/**
 * Hands the segments of `frame` to `take`, one after another, each a view that holds until `take` returns: the headers
 * of a segment are written over the end of the one before. False, and no segment, if the frame cannot be cut.
 */
export function segment(frame: Uint8Array, header: OffloadHeader, take: (segment: Uint8Array) => void): boolean {
  const found = locate(frame);
  if (found === undefined || header.segmentLength === 0) return false;
  const { network, version, transport, protocol } = found;
  const isTcp = header.segmentation === TCP_OVER_IPV4 || header.segmentation === TCP_OVER_IPV6;
  if (!isTcp && header.segmentation !== UDP) return false;
  if (protocol !== (isTcp ? PROTOCOL_TCP : PROTOCOL_UDP)) return false;
  // Elsewhere it is an inner packet that is to be cut, of a tunnel.
  if (header.needsChecksum && header.checksumStart !== transport) return false;
  if (transport + UDP_HEADER_LENGTH > frame.length) return false;
  const transportLength = isTcp ? 4 * ((frame[transport + 12] ?? 0) >> 4) : UDP_HEADER_LENGTH;
  const data = transport + transportLength;
  if (transportLength < (isTcp ? 20 : UDP_HEADER_LENGTH) || data > frame.length) return false;

  const headers = frame.slice(0, data);
  const headersView = new DataView(headers.buffer);
  const identification = headersView.getUint16(network + 4);
  const sequence = isTcp ? headersView.getUint32(transport + 4) : 0;
  const flags = headers[transport + 13] ?? 0;
  const pseudo = sumOfAddresses(headers, found);
  for (let at = data, index = 0; at < frame.length; at += header.segmentLength, index += 1) {
    const end = Math.min(at + header.segmentLength, frame.length);
    const octets = frame.subarray(at - data, end);
    const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
    octets.set(headers);
    if (version === 4) {
      view.setUint16(network + 2, octets.length - network);
      view.setUint16(network + 4, (identification + index) & 0xffff);
      view.setUint16(network + 10, 0);
      writeChecksum(octets, network + 10, onesSum(octets, network, transport));
    } else {
      view.setUint16(network + 4, octets.length - network - IPV6_HEADER_LENGTH);
    }
    const length = octets.length - transport;
    if (isTcp) {
      view.setUint32(transport + 4, (sequence + at - data) >>> 0);
      const isFirst = index === 0;
      const isLast = end === frame.length;
      octets[transport + 13] = flags & (isFirst ? 0xff : ~TCP_CWR) & (isLast ? 0xff : ~(TCP_FIN | TCP_PSH));
    } else {
      view.setUint16(transport + 4, length);
    }
    const field = transport + (isTcp ? 16 : 6);
    view.setUint16(field, 0);
    // Length and protocol in the order in which onesSum counts: the other way round.
    writeChecksum(octets, field, onesSum(octets, transport, octets.length, pseudo + swap(length) + swap(protocol)));
    take(octets);
  }
  return true;
}

const TCP_FIN = 0x01;
const TCP_PSH = 0x08;
const TCP_CWR = 0x80;
const IPV6_HEADER_LENGTH = 40;
const IPV4_HEADER_LENGTH = 20;

const ETHER_TYPE_IPV4 = 0x0800;
const ETHER_TYPE_IPV6 = 0x86dd;
const VLAN_TAG_LENGTH = 4;

interface Headers {
  readonly version: 4 | 6;
  /** Where the IP header begins, and where the one after it. */
  readonly network: number;
  readonly transport: number;
  readonly protocol: number;
}

/** Finds the headers of an IP packet, behind VLAN tags if there are any; IPv6 without extension headers only. */
function locate(frame: Uint8Array): Headers | undefined {
  const half = (at: number): number => 256 * (frame[at] ?? 0) + (frame[at + 1] ?? 0);
  let at = ETHER_TYPE_OFFSET;
  while (half(at) === 0x8100 || half(at) === 0x88a8) at += VLAN_TAG_LENGTH;
  const network = at + 2;
  if (half(at) === ETHER_TYPE_IPV4) {
    const length = 4 * ((frame[network] ?? 0) & 0x0f);
    if (length < IPV4_HEADER_LENGTH || network + length > frame.length) return undefined;
    return { version: 4, network, transport: network + length, protocol: frame[network + 9] ?? 0 };
  }
  if (half(at) !== ETHER_TYPE_IPV6 || network + IPV6_HEADER_LENGTH > frame.length) return undefined;
  return { version: 6, network, transport: network + IPV6_HEADER_LENGTH, protocol: frame[network + 6] ?? 0 };
}

function sumOfAddresses(headers: Uint8Array, { version, network }: Headers): number {
  const [start, end] = version === 4 ? [12, 20] : [8, 40];
  return onesSum(headers, network + start, network + end);
}

function swap(half: number): number {
  return ((half & 0xff) << 8) | (half >> 8);
}
