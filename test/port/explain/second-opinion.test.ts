import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { noScapy, openWithScapy } from '../../harness/scapy.ts';
import type { FrameForScapy } from '../../harness/scapy.ts';
import { RUNS, captureOf } from '../../support/vectors.ts';
import type { Run } from '../../support/vectors.ts';
import { explainCaptured, explainFile, keysOf, vectorsOf } from './captures.ts';
import { decodeCapture } from '../../../src/port/pcap/capture.ts';

const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { timeout: 60_000 }).status === 0;
const noTshark = runs('tshark', '--version') ? false : 'tshark is not on this machine';

/** Each frame that we opened, with what scapy needs to open it too; of keys and SSCIs the vectors' word, not ours. */
function openedFrames(run: Run): readonly FrameForScapy[] {
  const { saks, frames } = vectorsOf(run);
  const captured = decodeCapture(captureOf(run));
  assert.ok(typeof captured !== 'string');
  const lines: FrameForScapy[] = [];
  explainCaptured(captured, keysOf(run), ({ captured: { octets }, octets: clear, opened }) => {
    if (opened === undefined) return;
    const { sci, key } = opened.trace;
    const sak = saks.find(({ AN }) => AN === key.an);
    const ssci = frames.find(({ SCI }) => SCI === sci)?.SSCI;
    lines.push({
      frame: encodeHex(octets),
      clear: encodeHex(clear),
      sci,
      an: key.an,
      pn: String(opened.pn),
      sak: sak?.SAK ?? '',
      encrypted: ((octets[14] ?? 0) & 0x08) !== 0,
      ...(sak?.salt !== undefined && ssci !== undefined && { salt: sak.salt, ssci }),
    });
  });
  return lines;
}

test('scapy opens every frame that we open, to the same octets', { skip: noScapy }, () => {
  const lines = RUNS.flatMap(openedFrames);
  const opened = RUNS.reduce((sum, run) => sum + (vectorsOf(run).stats?.opened ?? 0), 0);
  assert.equal(lines.length, opened);
  assert.deepEqual(openWithScapy(lines), { opened, otherwise: 0 });
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
