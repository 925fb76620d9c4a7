/** LINKTYPE_ETHERNET: frames from the destination address on, without frame check sequence. */
export const LINK_TYPE_ETHERNET = 1;

/** One frame out of a capture file. */
export interface CapturedFrame {
  /** Nanoseconds since 1970, at whatever resolution the file has. */
  readonly timestamp: bigint;
  /** A view of the file's octets; shorter than `originalLength` if the capture cut it. */
  readonly octets: Uint8Array;
  /** Octets that the frame had on the wire. */
  readonly originalLength: number;
  /** The LINKTYPE_ value of the interface: 1 for Ethernet. */
  readonly linkType: number;
  /** Which interface of the file, from 0. */
  readonly interfaceIndex: number;
}

/** What keeps a file from being read as a capture. */
export type CaptureFault =
  /** Neither a pcap nor a pcapng file. */
  | 'not-a-capture'
  /** The file ends within a header, a record or a block. */
  | 'cut-short'
  /** A length in the file contradicts another, or a packet names an interface that was not described. */
  | 'inconsistent'
  /** A version of the format that is not known here. */
  | 'unknown-version';
