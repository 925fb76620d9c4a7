import type { LibC } from './libc.ts';
import { NativeMemory } from './native-memory.ts';

/*
 * What an interface joins together on arrival, so that the host has fewer and longer segments to look at (ethtool).
 * A wire does no such thing: frames are to come out as they went in.
 */
const SIOCETHTOOL = 0x8946;
const ETHTOOL_GFLAGS = 0x25;
const ETHTOOL_SFLAGS = 0x26;
const ETHTOOL_GGRO = 0x2b;
const ETHTOOL_SGRO = 0x2c;
const FLAG_LRO = 0x8000;

export interface Joining {
  /** Done by the kernel (generic receive offload). */
  readonly gro: boolean;
  /** Done by the card (large receive offload). */
  readonly lro: boolean;
}

/** @param fd any socket. What an interface does not have at all, it does not do. */
export function readJoining(libc: LibC, fd: number, name: string): Joining {
  return {
    gro: ethtool(libc, fd, name, ETHTOOL_GGRO) === 1,
    lro: ((ethtool(libc, fd, name, ETHTOOL_GFLAGS) ?? 0) & FLAG_LRO) !== 0,
  };
}

/** Sets what differs; false if the interface would not. */
export function writeJoining(libc: LibC, fd: number, name: string, wanted: Joining): boolean {
  const present = readJoining(libc, fd, name);
  let done = true;
  if (present.gro !== wanted.gro) {
    done = ethtool(libc, fd, name, ETHTOOL_SGRO, wanted.gro ? 1 : 0) !== undefined;
  }
  if (present.lro !== wanted.lro) {
    const others = (ethtool(libc, fd, name, ETHTOOL_GFLAGS) ?? 0) & ~FLAG_LRO;
    done = ethtool(libc, fd, name, ETHTOOL_SFLAGS, others | (wanted.lro ? FLAG_LRO : 0)) !== undefined && done;
  }
  return done;
}

function ethtool(libc: LibC, fd: number, name: string, command: number, value = 0): number | undefined {
  // struct ifreq, of 40 octets: a name and a pointer to struct ethtool_value: command and value.
  const memory = new NativeMemory(libc, 48);
  memory.octets.set(new TextEncoder().encode(name).subarray(0, 15));
  memory.setPointer(16, memory.address + 40);
  memory.words[10] = command;
  memory.words[11] = value;
  return libc.ioctl(fd, SIOCETHTOOL, memory.address) < 0 ? undefined : memory.words[11];
}
