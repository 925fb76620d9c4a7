import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { CIPHER_SUITES } from '../../src/lmi/cipher-suite.ts';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { noScapy, openWithScapy } from '../harness/scapy.ts';
import type { FrameForScapy } from '../harness/scapy.ts';
import { interopCase, shared } from './harness/cases.ts';
import type { Cleanup } from './harness/cleanup.ts';
import { CoreHost } from './harness/core-host.ts';
import { noLinuxRouter } from './harness/lab.ts';
import { LinuxRouter } from './harness/linux-router.ts';
import { udpWire } from './harness/ports.ts';
import { StaticPort } from './harness/static-port.ts';
import type { StaticSas } from './harness/static-port.ts';
import { isProtected, readWire } from './harness/wire-capture.ts';
import { scratchDirectory } from './harness/scratch.ts';

const absent = noLinuxRouter();
const ROUTER = 1;
const CORE = 2;
const PINGS = 300;

/**
 * The numerically greatest SCI has the SSCI 1. With extended packet numbers both ends begin so close below 2^32 that the
 * half of the number that is not on the wire changes under way.
 */
function sasFor(suite: CipherSuiteName): StaticSas {
  const { xpn, keyLength } = CIPHER_SUITES[suite];
  return {
    suite,
    sak: Uint8Array.from({ length: keyLength }, (_, at) => (at * 29 + keyLength) & 0xff),
    an: 2,
    pn: xpn ? 2n ** 32n - 100n : 1n,
    ...(xpn ? { salt: Uint8Array.from({ length: 12 }, (_, at) => 0xe0 + at) } : {}),
    own: { sci: '020000000b010001' as Sci, ssci: 2 },
    peer: { sci: '52540000000a0001' as Sci, ssci: 1 },
  };
}

for (const suite of ['GCM-AES-128', 'GCM-AES-256', 'GCM-AES-XPN-128', 'GCM-AES-XPN-256'] as const) {
  describe(`static SAs, ${suite}`, () => {
    const name = `static-sas/${suite.toLowerCase()}`;
    const sas = sasFor(suite);
    const scene = shared(absent, (cleanup) => openScene(cleanup, sas));

    interopCase(`${name}-both-ways`, absent, async (_, report) => {
      const { router, core, port } = scene();
      assert.deepEqual(await core.ping(ROUTER, PINGS, 5), []);
      assert.deepEqual(await (await router.ping(CORE, PINGS, '-A -s 1000')).ended(), { sent: PINGS, answered: PINGS });
      const { counters } = port.secy;
      assert.ok(counters.OutPktsEncrypted > 2 * PINGS && counters.InPktsOK > 2 * PINGS);
      assert.deepEqual(port.secy.discards(), { transmit: {}, receive: {} });
      report(
        `${counters.OutPktsEncrypted} frames sealed and ${counters.InPktsOK} opened, of PN ${sas.pn} and on, 0 refused`,
      );
    });

    interopCase(`${name}-scapy-opens-ours`, absent || noScapy, async (_, report) => {
      const { router, port, capture } = scene();
      await router.stop();
      const ours = readWire(capture).filter((frame) => isProtected(frame) && frame.source === '02:00:00:00:00:02');
      assert.equal(ours.length, port.sealed.length);
      const frames = ours.map(({ octets }, at) => forScapy(sas, octets, port.sealed[at], sas.pn + BigInt(at)));
      assert.deepEqual(openWithScapy(frames), { opened: frames.length, otherwise: 0 });
      report(`scapy opened the ${frames.length} frames that were sealed here, each to what the core had sent`);
    });
  });
}

async function openScene(cleanup: Cleanup, sas: StaticSas) {
  const [wire, inner] = [await udpWire(), await udpWire()];
  const directory = scratchDirectory('static');
  cleanup.after(directory.remove);
  const capture = join(directory.path, 'wire.pcap');
  const { suite, sak, an, pn, salt, own, peer } = sas;
  const router = LinuxRouter.boot(cleanup, {
    network: wire.guest,
    address: '52:54:00:00:00:0a',
    capture,
    words: {
      'lab.mode': 'static',
      'lab.ip': `10.0.0.${ROUTER}/24`,
      'sa.cipher': suite.toLowerCase(),
      'sa.key': encodeHex(sak),
      'sa.keyid': '01',
      'sa.an': an,
      'sa.pn': String(pn),
      'sa.sci': peer.sci,
      'sa.peersci': own.sci,
      ...(salt && { 'sa.salt': encodeHex(salt), 'sa.ssci': peer.ssci, 'sa.peerssci': own.ssci }),
    },
  });
  const port = await StaticPort.open(cleanup, wire.ferrule, inner.ferrule, sas);
  const core = await CoreHost.open(cleanup, {
    ports: { own: inner.ports.guest, peer: inner.ports.ferrule },
    number: CORE,
  });
  await router.waitFor(/^LAB .* static-sa /m);
  await router.waitFor(/^LAB .* ready/m);
  return { router, core, port, capture };
}

function forScapy(sas: StaticSas, frame: Uint8Array, clear: Uint8Array | undefined, pn: bigint): FrameForScapy {
  assert.ok(clear);
  return {
    frame: encodeHex(frame),
    clear: encodeHex(clear),
    sci: sas.own.sci,
    an: sas.an,
    pn: String(pn),
    sak: encodeHex(sas.sak),
    encrypted: true,
    ...(sas.salt && { salt: encodeHex(sas.salt), ssci: sas.own.ssci }),
  };
}
