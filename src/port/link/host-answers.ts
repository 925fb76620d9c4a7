import { equalOctets } from '../../bytes/equal.ts';
import { ETHERNET_HEADER_LENGTH, SOURCE_OFFSET, etherTypeOf } from '../../ethernet/frame.ts';

/** A host as its neighbours see it. */
export interface HostAddresses {
  /** Six octets. */
  readonly mac: Uint8Array;
  /** Four octets. */
  readonly ip: Uint8Array;
}

const IPV4 = 0x0800;
const ARP = 0x0806;
/** IEEE Std 802.1Q-2022, 9.5: a customer's tag, and a provider's. */
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8]);
const TAG_LENGTH = 4;

/** RFC 826: Ethernet and IPv4, with their lengths. */
const ARP_KIND = Uint8Array.of(0, 1, 8, 0, 6, 4, 0);
const ARP_LENGTH = 28;
const ARP_REQUEST = 1;
const ARP_REPLY = 2;

const ICMP = 1;
const ECHO_REQUEST = 8;
const ECHO_REPLY = 0;
/** RFC 791: more fragments, and the fragment offset. */
const FRAGMENTED = 0x3fff;

/**
 * What a host says to `frame`: where it is (ARP), and that it is there (ICMP echo), in the VLANs that it was asked in.
 * Undefined to everything else. The frame is whatever the wire brought; it is not changed.
 */
export function hostAnswer(frame: Uint8Array, host: HostAddresses): Uint8Array | undefined {
  const body = bodyOffset(frame);
  if (body === undefined) return undefined;
  const type = etherTypeOf(frame.subarray(body - ETHERNET_HEADER_LENGTH));
  const answer = type === ARP ? arpReply(frame, body, host) : type === IPV4 ? echoReply(frame, body, host) : undefined;
  answer?.set(frame.subarray(SOURCE_OFFSET, SOURCE_OFFSET + 6), 0);
  answer?.set(host.mac, SOURCE_OFFSET);
  return answer;
}

/** Where the data begin, behind whatever tags there are. */
function bodyOffset(frame: Uint8Array): number | undefined {
  for (let at = ETHERNET_HEADER_LENGTH; at <= frame.length; at += TAG_LENGTH) {
    if (!TAGS.has(octets(frame, at - 2, 2))) return at;
  }
  return undefined;
}

function arpReply(frame: Uint8Array, at: number, { mac, ip }: HostAddresses): Uint8Array | undefined {
  if (frame.length < at + ARP_LENGTH) return undefined;
  if (!equalOctets(frame.subarray(at, at + 7), ARP_KIND) || frame[at + 7] !== ARP_REQUEST) return undefined;
  if (!equalOctets(frame.subarray(at + 24, at + 28), ip)) return undefined;
  const answer = Uint8Array.from(frame);
  answer[at + 7] = ARP_REPLY;
  answer.set(mac, at + 8);
  answer.set(ip, at + 14);
  answer.set(frame.subarray(at + 8, at + 18), at + 18);
  return answer;
}

function echoReply(frame: Uint8Array, at: number, { ip }: HostAddresses): Uint8Array | undefined {
  const icmp = at + ((frame[at] ?? 0) & 0x0f) * 4;
  const end = at + octets(frame, at + 2, 2);
  if ((frame[at] ?? 0) >> 4 !== 4 || icmp < at + 20 || end < icmp + 8 || end > frame.length) return undefined;
  if ((octets(frame, at + 6, 2) & FRAGMENTED) !== 0 || frame[at + 9] !== ICMP) return undefined;
  if (!equalOctets(frame.subarray(at + 16, at + 20), ip) || frame[icmp] !== ECHO_REQUEST) return undefined;
  const answer = Uint8Array.from(frame);
  // The ends change places, and the header's checksum stays as it is: a sum does not mind the order.
  answer.set(frame.subarray(at + 16, at + 20), at + 12);
  answer.set(frame.subarray(at + 12, at + 16), at + 16);
  answer[icmp] = ECHO_REPLY;
  // RFC 1624: only by what has changed, so that a message that came damaged leaves damaged.
  const sum = octets(frame, icmp + 2, 2) + ECHO_REQUEST * 256;
  const folded = sum > 0xffff ? sum - 0xffff : sum;
  answer.set([folded >> 8, folded & 0xff], icmp + 2);
  return answer;
}

/** An unsigned number, most significant octet first; what is not there counts as zero. */
function octets(from: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) value = value * 256 + (from[index] ?? 0);
  return value;
}
