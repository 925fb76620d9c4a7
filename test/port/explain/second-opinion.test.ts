import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { RUNS, captureOf } from '../../support/vectors.ts';
import type { Run } from '../../support/vectors.ts';
import { explainCaptured, explainFile, keysOf, vectorsOf } from './captures.ts';
import { decodeCapture } from '../../../src/port/pcap/capture.ts';

/** Opens frames with scapy and answers with how many came out otherwise. Reads JSON lines, of which no key is printed. */
const SCAPY = `
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

const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { timeout: 60_000 }).status === 0;
const noScapy = runs('python3', '-c', 'import scapy.contrib.macsec') ? false : 'python3-scapy is not on this machine';
const noTshark = runs('tshark', '--version') ? false : 'tshark is not on this machine';

/** Each frame that we opened, with what scapy needs to open it too; of keys and SSCIs the vectors' word, not ours. */
function openedFrames(run: Run): readonly string[] {
  const { saks, frames } = vectorsOf(run);
  const captured = decodeCapture(captureOf(run));
  assert.ok(typeof captured !== 'string');
  const lines: string[] = [];
  explainCaptured(captured, keysOf(run), ({ captured: { octets }, octets: clear, opened }) => {
    if (opened === undefined) return;
    const { sci, key } = opened.trace;
    const sak = saks.find(({ AN }) => AN === key.an);
    const ssci = frames.find(({ SCI }) => SCI === sci)?.SSCI;
    lines.push(
      JSON.stringify({
        frame: encodeHex(octets),
        clear: encodeHex(clear),
        sci,
        an: key.an,
        pn: String(opened.pn),
        sak: sak?.SAK,
        encrypted: ((octets[14] ?? 0) & 0x08) !== 0,
        ...(sak?.salt !== undefined && { salt: sak.salt, ssci }),
      }),
    );
  });
  return lines;
}

test('scapy opens every frame that we open, to the same octets', { skip: noScapy }, () => {
  const lines = RUNS.flatMap(openedFrames);
  const opened = RUNS.reduce((sum, run) => sum + (vectorsOf(run).stats?.opened ?? 0), 0);
  assert.equal(lines.length, opened);
  // All at once: scapy takes seconds to load.
  const { stdout, stderr } = spawnSync('python3', ['-c', SCAPY], { input: lines.join('\n'), encoding: 'utf8' });
  assert.equal(stdout.trim(), `${opened} 0`, stderr.slice(-500));
});

test('Wireshark finds as many MKPDUs, distributed SAKs and protected frames as we do', { skip: noTshark }, () => {
  for (const run of RUNS) {
    const file = fileURLToPath(new URL(`../../../../test/vectors/${run}/lab.pcap`, import.meta.url));
    const fields = ['-T', 'fields', '-e', 'eth.type', '-e', 'mka.distributed_sak_set'];
    const { stdout } = spawnSync('tshark', ['-n', '-r', file, '-Y', 'mka || macsec', ...fields], { encoding: 'utf8' });
    const rows = stdout.split('\n').map((line) => line.split('\t'));
    const countOf = (etherType: string): number =>
      rows.filter(([type = '']) => type.toLowerCase() === etherType).length;
    const { mkpdus, frames, saks } = explainFile(captureOf(run), keysOf(run)).explanation;
    assert.equal(countOf('0x888e'), mkpdus.total, run);
    assert.equal(countOf('0x88e5'), frames.total, run);
    const distributing = rows.some(([, set = '']) => set !== '');
    assert.equal(
      distributing,
      saks.some(({ keyNumber }) => keyNumber !== null),
      run,
    );
  }
});
