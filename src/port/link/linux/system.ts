import { loadLibC } from './libc.ts';
import type { LibC } from './libc.ts';
import { ReceiveBatch } from './receive-batch.ts';
import { Turns } from './turns.ts';

/** What all raw links of the process share. */
export interface LinuxSystem {
  readonly libc: LibC;
  readonly turns: Turns;
  readonly batch: ReceiveBatch;
}

/** Frames taken in one system call. It bounds how long a turn lasts, and so how long an MKPDU waits for data. */
const BATCH_SIZE = 64;

/** A frame that the network card would have cut: 64 KiB of IP, and the headers before it. */
const LONGEST_UNCUT = 65_536 + 64;

let system: LinuxSystem | undefined;

/** `wanted` is named to whoever cannot have it: `interface eth1`. */
export async function loadLinux(wanted: string): Promise<LinuxSystem> {
  const libc = await loadLibC(wanted);
  system ??= {
    libc,
    turns: new Turns(libc),
    batch: new ReceiveBatch(libc, { size: BATCH_SIZE, frameLength: LONGEST_UNCUT }),
  };
  return system;
}
