import { spawnSync } from 'node:child_process';
import { findPython } from './python.ts';

/** A frame that was protected, what it is to open to, and what scapy needs for it; all in hexadecimal. */
export interface FrameForScapy {
  readonly frame: string;
  readonly clear: string;
  readonly sci: string;
  readonly an: number;
  /** All 64 bits with extended packet numbers, in decimal. */
  readonly pn: string;
  readonly sak: string;
  readonly encrypted: boolean;
  /** With extended packet numbers. */
  readonly salt?: string;
  readonly ssci?: number;
}

/** Opens frames and counts those that come out otherwise. Reads JSON lines, of which no key is printed. */
const SCRIPT = `
import sys, json
from scapy.all import Ether, raw
from scapy.contrib.macsec import MACsec, MACsecSA
bad = 0
count = 0
for line in sys.stdin:
    f = json.loads(line)
    xpn = dict(xpn_en=True, ssci=f['ssci'], salt=bytes.fromhex(f['salt'])) if 'salt' in f else {}
    sa = MACsecSA(sci=bytes.fromhex(f['sci']), an=f['an'], pn=int(f['pn']), key=bytes.fromhex(f['sak']), icvlen=16, encrypt=f['encrypted'], send_sci=1, **xpn)
    count += 1
    try:
        clear = raw(sa.decap(sa.decrypt(Ether(bytes.fromhex(f['frame']))))).hex()
    except Exception:
        clear = 'not opened'
    if clear != f['clear']:
        bad += 1
print(count, bad)
`;

const found = findPython('scapy.contrib.macsec', 'cryptography');

/** Why scapy cannot be asked here, or false. */
export const noScapy: string | false = 'absent' in found ? found.absent : false;

/** How many of the frames scapy opened, and how many came out otherwise than they are to. */
export function openWithScapy(frames: readonly FrameForScapy[]): {
  readonly opened: number;
  readonly otherwise: number;
} {
  if ('absent' in found) throw new Error(found.absent);
  const input = frames.map((frame) => JSON.stringify(frame)).join('\n');
  // All at once: scapy takes seconds to load.
  const { stdout, stderr } = spawnSync(found.python, ['-c', SCRIPT], { input, encoding: 'utf8' });
  const [count, otherwise] = stdout.trim().split(' ').map(Number);
  if (count === undefined || otherwise === undefined) throw new Error(`scapy says: ${stderr.slice(-500)}`);
  return { opened: count - otherwise, otherwise };
}
