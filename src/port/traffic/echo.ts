import { equalOctets } from '../../bytes/equal.ts';
import { ETHERNET_HEADER_LENGTH, ETHER_TYPE_OFFSET, SOURCE_OFFSET, etherTypeOf } from '../../ethernet/frame.ts';
import { onesSum, writeChecksum } from '../link/linux/internet-checksum.ts';
import type { NumberedFrames } from './test-frame.ts';

// ARP and ICMP echo as the one who asks needs them; who answers is in link/host-answers.ts.

/** An address on the clear side, and its hardware. */
export interface Station {
  /** Six octets. */
  readonly mac: Uint8Array;
  /** Four octets. */
  readonly ip: Uint8Array;
}

const ARP = 0x0806;
const IPV4 = 0x0800;
const BROADCAST = new Uint8Array(6).fill(0xff);
/** RFC 826: Ethernet and IPv4, with their lengths, and the operation. */
const ARP_REQUEST = [0, 1, 8, 0, 6, 4, 0, 1];
const ARP_REPLY = Uint8Array.of(0, 1, 8, 0, 6, 4, 0, 2);

const IP_HEADER = 20;
const ICMP_HEADER = 8;
const ICMP = 1;
const TIME_TO_LIVE = 64;
const ECHO_REQUEST = 8;
const ECHO_REPLY = 0;
const IP_OFFSET = ETHERNET_HEADER_LENGTH;
const ICMP_OFFSET = IP_OFFSET + IP_HEADER;
const NUMBER_OFFSET = ICMP_OFFSET + ICMP_HEADER;
const WORD = 2 ** 32;
const SHORTEST = 60;

/** The question who has the IPv4 address `ip` (RFC 826). */
export function arpRequest(asker: Station, ip: Uint8Array): Uint8Array {
  const frame = new Uint8Array(SHORTEST);
  frame.set(BROADCAST);
  frame.set(asker.mac, SOURCE_OFFSET);
  frame.set([ARP >> 8, ARP & 0xff], ETHER_TYPE_OFFSET);
  frame.set([...ARP_REQUEST, ...asker.mac, ...asker.ip, 0, 0, 0, 0, 0, 0, ...ip], ETHERNET_HEADER_LENGTH);
  return frame;
}

/** The hardware address of `ip`, if `frame` is the answer that tells it. */
export function arpAnswer(frame: Uint8Array, ip: Uint8Array): Uint8Array | undefined {
  if (etherTypeOf(frame) !== ARP || frame.length < ETHERNET_HEADER_LENGTH + 28) return undefined;
  const body = frame.subarray(ETHERNET_HEADER_LENGTH);
  return equalOctets(body.subarray(0, 8), ARP_REPLY) && equalOctets(body.subarray(14, 18), ip)
    ? body.slice(8, 14)
    : undefined;
}

/**
 * Echo requests (RFC 792), and the numbers of the replies to them.
 * @param length octets of a frame, from the destination address on, without FCS
 * @param identifier 16 bits: of this asker's echoes
 */
export function echoFrames(from: Station, to: Station, length: number, identifier: number): NumberedFrames {
  const frame = new Uint8Array(length);
  const view = new DataView(frame.buffer);
  frame.set(to.mac);
  frame.set(from.mac, SOURCE_OFFSET);
  view.setUint16(ETHER_TYPE_OFFSET, IPV4);
  // RFC 791: version 4, a header of five words; neither fragmented nor to be.
  frame.set([0x45, 0], IP_OFFSET);
  view.setUint16(IP_OFFSET + 2, length - IP_OFFSET);
  view.setUint16(IP_OFFSET + 6, 0x4000);
  frame.set([TIME_TO_LIVE, ICMP], IP_OFFSET + 8);
  frame.set(from.ip, IP_OFFSET + 12);
  frame.set(to.ip, IP_OFFSET + 16);
  writeChecksum(frame, IP_OFFSET + 10, onesSum(frame, IP_OFFSET, ICMP_OFFSET));
  frame[ICMP_OFFSET] = ECHO_REQUEST;
  view.setUint16(ICMP_OFFSET + 4, identifier);
  return {
    make: (number) => {
      view.setUint16(ICMP_OFFSET + 2, 0);
      view.setUint16(ICMP_OFFSET + 6, number & 0xffff);
      view.setUint32(NUMBER_OFFSET, Math.floor(number / WORD));
      view.setUint32(NUMBER_OFFSET + 4, number % WORD);
      writeChecksum(frame, ICMP_OFFSET + 2, onesSum(frame, ICMP_OFFSET, length));
      return frame;
    },
    numberOf: (reply) => {
      if (reply.length < NUMBER_OFFSET + 8 || etherTypeOf(reply) !== IPV4) return undefined;
      const of = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
      const isOurs =
        reply[IP_OFFSET] === 0x45 &&
        reply[IP_OFFSET + 9] === ICMP &&
        equalOctets(reply.subarray(IP_OFFSET + 12, IP_OFFSET + 16), to.ip) &&
        reply[ICMP_OFFSET] === ECHO_REPLY &&
        of.getUint16(ICMP_OFFSET + 4) === identifier;
      return isOurs ? of.getUint32(NUMBER_OFFSET) * WORD + of.getUint32(NUMBER_OFFSET + 4) : undefined;
    },
  };
}
