// How much of bare node:crypto's speed is left when a SecY protects and validates frames with it.
//
// "bare" is what no user of node:crypto can avoid: a cipher object, the header, the data, the end and the ICV, of the
// same octets. "protect" and "validate" are the whole way of a frame through SecY.transmit and SecY.receive: checks,
// counters and the new frame included. All four take turns, a slice of a fraction of a second each, and what counts is
// CPU time, which other work on the machine lengthens little; so a ratio is good to a few percent even when it is busy.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Confidential } from '../../dist/crypto/confidential.js';
import { nodeCrypto } from '../../dist/crypto/node/node-crypto.js';
import { CIPHER_SUITES } from '../../dist/lmi/cipher-suite.js';
import { SecY } from '../../dist/secy/secy.js';
import { median } from '../statistics.mjs';

const SIZES = [64, 1500, 9000];
/** Frames of one kind before the next kind has its turn. */
const BATCH = 250;

/**
 * Rates in frames for each second of CPU time, and ratios, both medians of the runs.
 * @param suiteName as `GCM-AES-256`
 * @param crypto what the SecY is given; the bare ones use node:crypto whatever it is
 */
export function measureSecy({ suiteName = 'GCM-AES-256', crypto = nodeCrypto, runs = 5, batches = 100 } = {}) {
  return SIZES.map((size) => {
    const work = workOf(CIPHER_SUITES[suiteName], crypto, size);
    for (let warmUp = 0; warmUp < 20; warmUp += 1) round(work);
    const results = Array.from({ length: runs }, () => oneRun(work, batches));
    const of = (read) => median(results.map(read));
    return {
      size,
      perSecond: Object.fromEntries(Object.keys(work.slices).map((name) => [name, of((run) => 1e6 / run[name])])),
      protect: of((run) => run.bareSeal / run.protect),
      validate: of((run) => run.bareOpen / run.validate),
    };
  });
}

/** CPU microseconds per frame of each kind. */
function oneRun(work, batches) {
  const spent = Object.fromEntries(Object.keys(work.slices).map((name) => [name, 0]));
  for (let batch = 0; batch < batches; batch += 1) {
    for (const [name, microseconds] of Object.entries(round(work, batch))) spent[name] += microseconds;
  }
  return Object.fromEntries(Object.entries(spent).map(([name, sum]) => [name, sum / (batches * BATCH)]));
}

/** One slice of each kind, on new frames. Who begins changes: the first has the caches against it. */
function round({ prepare, slices }, turn = 0) {
  prepare();
  const names = Object.keys(slices);
  const spent = {};
  for (let at = 0; at < names.length; at += 1) {
    const name = names[(at + turn) % names.length];
    const since = process.cpuUsage();
    slices[name]();
    const { user, system } = process.cpuUsage(since);
    spent[name] = user + system;
  }
  return spent;
}

function workOf(suite, crypto, size) {
  const algorithm = `aes-${8 * suite.keyLength}-gcm`;
  const key = randomBytes(suite.keyLength);
  const sak = new Confidential('SAK', key);
  const salt = randomBytes(12);
  const sender = secyWith({ suite, crypto, sak, salt }, '020000000001000a', '020000000002000b');
  const receiver = secyWith({ suite, crypto, sak, salt }, '020000000002000b', '020000000001000a');
  const clear = randomBytes(size);
  clear.writeUInt16BE(0x0800, 12);
  const data = clear.subarray(12);
  const header = randomBytes(28);
  const nonce = randomBytes(12);
  // What came from the wire, taken apart beforehand for the bare one.
  const frames = Array.from({ length: BATCH }, () => {
    const octets = Buffer.alloc(size + 32);
    const parts = { header: octets.subarray(0, 28), data: octets.subarray(28, -16), icv: octets.subarray(-16) };
    return {
      octets: new Uint8Array(octets.buffer, octets.byteOffset, octets.length),
      ...parts,
      nonce: randomBytes(12),
    };
  });
  const each = (work) => () => {
    for (let at = 0; at < BATCH; at += 1) work(frames[at]);
  };
  return {
    // A frame can be validated once, so there are others each time.
    prepare: each((frame) => {
      frame.octets.set(sender.transmit(clear).frame);
      nonceOf(frame, { suite, salt });
    }),
    slices: {
      bareSeal: each(() => {
        const cipher = createCipheriv(algorithm, key, nonce);
        cipher.setAAD(header);
        cipher.update(data);
        cipher.final();
        cipher.getAuthTag();
      }),
      protect: each(() => {
        if (sender.transmit(clear).type !== 'protected') throw new Error('a frame was not protected');
      }),
      bareOpen: each((frame) => {
        const decipher = createDecipheriv(algorithm, key, frame.nonce);
        decipher.setAAD(frame.header);
        decipher.setAuthTag(frame.icv);
        decipher.update(frame.data);
        decipher.final();
      }),
      validate: each((frame) => {
        if (receiver.receive(frame.octets).type !== 'delivered') throw new Error('a frame was not delivered');
      }),
    },
  };
}

/** The nonce of IEEE Std 802.1AE-2018, 14.5 to 14.8: the SCI, or SSCI and the upper half, before what the tag holds. */
function nonceOf({ octets, nonce }, { suite, salt }) {
  if (suite.xpn) nonce.fill(0).writeUInt32BE(2);
  else nonce.set(octets.subarray(20, 28));
  nonce.set(octets.subarray(16, 20), 8);
  if (suite.xpn) for (let at = 0; at < nonce.length; at += 1) nonce[at] ^= salt[at];
}

function secyWith({ suite, crypto, sak, salt }, sci, peer) {
  const secy = new SecY({ sci, crypto, maxFrameLength: 9216 });
  const keyIdentifier = { mi: '0102030405060708090a0b0c', kn: 1 };
  const key = { keyIdentifier, sak, cipherSuite: suite.name, an: 0, replace: false };
  // The numerically greatest SCI has the SSCI 1.
  const xpn = (own, other) => (suite.xpn ? { xpn: { ssci: own > other ? 1 : 2, salt } } : {});
  for (const request of [
    { type: 'configure', mode: 'must_encrypt', replayProtect: true, replayWindow: 0 },
    { ...key, ...xpn(sci, peer), type: 'installTransmitSa', nextPn: 1n },
    { ...key, ...xpn(peer, sci), type: 'installReceiveSa', sci: peer, lowestPn: 1n },
    { type: 'enableReceive', keyIdentifier },
    { type: 'enableTransmit', keyIdentifier },
    { type: 'setControlledPort', enabled: true },
  ]) {
    if (!secy.request(request).done) throw new Error(`${request.type} was refused`);
  }
  return secy;
}
