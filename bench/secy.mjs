// How much of bare node:crypto's speed is left when a SecY protects and validates frames with it.
//
//   npm run build:test && node bench/secy.mjs [GCM-AES-128|GCM-AES-256|GCM-AES-XPN-128|GCM-AES-XPN-256]
//
// "bare" is what no user of node:crypto can avoid: a cipher object, the header, the data, the end and the ICV, of the
// same octets. "protect" and "validate" are the whole way of a frame through SecY.transmit and SecY.receive, checks,
// counters and the new frame included. Runs of a fraction of a second alternate, each warm and with no garbage of the
// one before; rates are medians of nine runs, and a ratio is the median of the nine ratios of neighbouring runs, so that
// a machine that does other things at times hits both sides of it. A busy machine still widens what it prints: +-10 %.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Confidential } from '../build/src/crypto/confidential.js';
import { nodeCrypto } from '../build/src/crypto/node/node-crypto.js';
import { CIPHER_SUITES } from '../build/src/lmi/cipher-suite.js';
import { SecY } from '../build/src/secy/secy.js';

const RUNS = 9;
const BATCH = 100;
const WARM_UP = 4000;
const SIZES = [
  { octets: 64, frames: 60_000 },
  { octets: 1500, frames: 40_000 },
  { octets: 9000, frames: 20_000 },
];

const { positionals } = parseArgs({ allowPositionals: true });
const suite = CIPHER_SUITES[positionals[0] ?? 'GCM-AES-256'];
if (suite === undefined) throw new Error(`no cipher suite ${positionals[0]}`);
const algorithm = `aes-${8 * suite.keyLength}-gcm`;
const octets = randomBytes(suite.keyLength);
const keyIdentifier = { mi: '0102030405060708090a0b0c', kn: 1 };
const key = {
  keyIdentifier,
  sak: new Confidential('SAK', octets),
  cipherSuite: suite.name,
  an: 0,
  replace: false,
};
const salt = randomBytes(12);

function secy(sci, peer, ssci) {
  const made = new SecY({ sci, crypto: nodeCrypto, maxFrameLength: 9216 });
  const xpn = (number) => (suite.xpn ? { xpn: { ssci: number, salt } } : {});
  for (const request of [
    { type: 'configure', mode: 'must_encrypt', replayProtect: true, replayWindow: 0 },
    { ...key, ...xpn(ssci), type: 'installTransmitSa', nextPn: 1n },
    { ...key, ...xpn(3 - ssci), type: 'installReceiveSa', sci: peer, lowestPn: 1n },
    { type: 'enableReceive', keyIdentifier },
    { type: 'enableTransmit', keyIdentifier },
    { type: 'setControlledPort', enabled: true },
  ]) {
    if (!made.request(request).done) throw new Error(`${request.type} was refused`);
  }
  return made;
}

function rate(frames, each) {
  const begin = process.hrtime.bigint();
  for (let at = 0; at < frames; at += 1) each(at);
  return frames / (Number(process.hrtime.bigint() - begin) / 1e9);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

for (const { octets: size, frames } of SIZES) {
  const sender = secy('020000000001000a', '020000000002000b', 1);
  const receiver = secy('020000000002000b', '020000000001000a', 2);
  const clear = randomBytes(size);
  clear.writeUInt16BE(0x0800, 12);
  const nonce = randomBytes(12);
  const aad = randomBytes(28);
  const data = clear.subarray(12);
  const sealed = createCipheriv(algorithm, octets, nonce);
  sealed.setAAD(aad);
  const ciphertext = sealed.update(data);
  sealed.final();
  const icv = sealed.getAuthTag();

  const rows = {
    'bare seal': (count) =>
      rate(count, () => {
        const cipher = createCipheriv(algorithm, octets, nonce);
        cipher.setAAD(aad);
        cipher.update(data);
        cipher.final();
        cipher.getAuthTag();
      }),
    protect: (count) => rate(count, () => sender.transmit(clear)),
    'bare open': (count) =>
      rate(count, () => {
        const decipher = createDecipheriv(algorithm, octets, nonce);
        decipher.setAAD(aad);
        decipher.setAuthTag(icv);
        decipher.update(ciphertext);
        decipher.final();
      }),
    validate: (count) => {
      // A frame can be validated once, so each needs another. In batches: thousands of frames that wait for their turn
      // would be a load on the garbage collector that no port has.
      let seconds = 0;
      for (let done = 0; done < count; done += BATCH) {
        const batch = Array.from({ length: BATCH }, () => sender.transmit(clear).frame);
        seconds += BATCH / rate(BATCH, (at) => receiver.receive(batch[at]));
      }
      return count / seconds;
    },
  };
  const figures = Object.fromEntries(Object.keys(rows).map((name) => [name, []]));
  const names = Object.keys(rows);
  for (let run = 0; run < RUNS; run += 1) {
    // Each begins in turn: whoever comes first after another kind of work has the caches against it.
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(run + turn) % names.length];
      collectGarbage();
      rows[name](WARM_UP);
      figures[name].push(rows[name](frames));
    }
  }
  if (receiver.counters.InPktsOK !== RUNS * (WARM_UP + frames)) throw new Error('not every frame was validated');

  const perSecond = (name) => `${name} ${Math.round(median(figures[name])).toLocaleString('en')}/s`;
  const ratio = (name, base) => {
    const ratios = figures[name].map((figure, run) => figure / figures[base][run]);
    return `${Math.round(100 * median(ratios))} %`;
  };
  process.stdout.write(
    `${suite.name} ${size} octets: ${perSecond('bare seal')}, ${perSecond('protect')} = ${ratio('protect', 'bare seal')}; ` +
      `${perSecond('bare open')}, ${perSecond('validate')} = ${ratio('validate', 'bare open')}\n`,
  );
}
