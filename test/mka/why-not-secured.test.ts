import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CipherSuiteName } from '../../src/lmi/cipher-suite.ts';
import type { StationSetup } from '../harness/station.ts';
import { otherCak, testKey } from '../harness/keys.ts';
import { Bench, ScriptedPeer } from '../harness/scripted-peer.ts';
import { Wire } from '../harness/wire.ts';
import type { KayConfig } from '../../src/mka/config.ts';
import { whyNotSecured, whySecuredAlone } from '../../src/mka/why-not-secured.ts';

const K1 = testKey(1);
const K2 = testKey(2);
const CKN1 = '01'.repeat(32);
const CKN2 = '02'.repeat(32);
const SCI_B = '02000000000b0001';

function why(a: StationSetup, b: StationSetup | undefined, after = 20_000): string | undefined {
  const wire = new Wire(1, b === undefined ? [a] : [a, b]);
  wire.run(after);
  return whyNotSecured(wire.station(0).status(wire.now));
}

test('a secured port has no reason', () => {
  assert.equal(why({ keys: [K1] }, { keys: [K1] }), undefined);
});

const SENTENCES: readonly (readonly [string, StationSetup, StationSetup | undefined, string | RegExp])[] = [
  ['no encryption', { keys: [K1], mode: 'no_encrypt' }, { keys: [K1] }, 'the encryption mode is no_encrypt'],
  ['no key', { keys: [] }, undefined, 'no key is associated'],
  ['silence', { keys: [K1] }, undefined, 'no MKPDU has been heard for 20 s'],
  [
    'another CAK',
    { keys: [K1] },
    { keys: [otherCak(K1)] },
    `the peer ${SCI_B} is alive under CKN ${CKN1}, but its ICV fails: the CAKs differ`,
  ],
  ['another CKN', { keys: [K1] }, { keys: [K2] }, `the peer ${SCI_B} sends CKN ${CKN2}, which is not associated`],
  ['any CKN', { keys: [] }, { keys: [K2] }, `the peer ${SCI_B} sends CKN ${CKN2}, which is not associated`],
  [
    'one of two keys has another CAK, the other is not there',
    { keys: [K1, testKey(3)] },
    { keys: [otherCak(K1)] },
    `the peer ${SCI_B} is alive under CKN ${CKN1}, but its ICV fails: the CAKs differ`,
  ],
  [
    'nobody may be key server',
    { keys: [K1], config: { keyServerPriority: 255 } },
    { keys: [K1], config: { keyServerPriority: 255 } },
    `nobody is key server under CKN ${CKN1}: all have priority 255, which means never`,
  ],
  [
    'a cipher suite that is not allowed',
    { keys: [K1], config: { keyServerPriority: 64, cipherSuites: ['GCM-AES-XPN-256'] } },
    { keys: [K1], config: { cipherSuites: ['GCM-AES-256'] } },
    `the SAK under CKN ${CKN1} is refused: its cipher suite, GCM-AES-256, is not allowed on this port, which takes GCM-AES-XPN-256`,
  ],
  [
    'a peer that announces no suite of ours, and waits for us',
    { keys: [K1], config: { cipherSuites: ['GCM-AES-XPN-256'] } },
    { keys: [K1], config: { keyServerPriority: 64, cipherSuites: ['GCM-AES-256'] } },
    `the peer ${SCI_B} supports GCM-AES-256, and this port needs GCM-AES-XPN-256`,
  ],
];

for (const [name, a, b, sentence] of SENTENCES) {
  test(`why a port is not secured: ${name}`, () => {
    // The server transmits after the life time whatever its peer says: the question is asked before.
    const actual = why(a, b, name.includes('announces') ? 3000 : 20_000);
    assert.equal(actual, sentence);
  });
}

test('a peer that was heard once and is gone', () => {
  const wire = new Wire(2, [{ keys: [K1] }, { keys: [K1] }]);
  wire.run(5000);
  wire.station(1).crash();
  wire.run(60_000);
  assert.match(
    whyNotSecured(wire.station(0).status(wire.now)) ?? '',
    /^no MKPDU has been heard any more for (60|61|62) s$/,
  );
});

test('a looped wire, until it is looped no more, and unless a peer is heard as well', () => {
  const wire = new Wire(1, [{ keys: [K1] }, { keys: [K1] }]);
  const station = wire.station(0);
  const asked = (): string | undefined => whyNotSecured(station.status(wire.now));
  let isLooped = false;
  wire.tap = (from, frame) => {
    if (isLooped && from === station) wire.at(wire.now, () => station.receive(Uint8Array.from(frame), wire.now));
    return frame;
  };
  wire.run(5000);
  assert.equal(asked(), undefined);
  wire.station(1).crash();
  isLooped = true;
  wire.run(20_000);
  assert.equal(asked(), 'the port hears its own MKPDUs: the wire is looped');
  isLooped = false;
  wire.run(11_000);
  assert.match(asked() ?? '', /^no MKPDU has been heard any more for 3. s$/);
  isLooped = true;
  wire.station(1).setup = { keys: [K2] };
  wire.station(1).restart(wire.now);
  wire.run(5000);
  assert.match(asked() ?? '', /sends CKN (02){32}, which is not associated$/);
});

test('a peer whose version is not understood is told of for as long as it is heard', () => {
  const bench = new Bench([K1]);
  const peer = new ScriptedPeer(bench, K1, { mkaVersion: 0 });
  assert.deepEqual(peer.say(), { discarded: 'mka-version' });
  const asked = (): string | undefined => whyNotSecured(bench.kay.status(bench.now));
  assert.equal(asked(), "the peer's MKPDUs cannot be read: MKA version 0, which does not exist");
  bench.run(11_000);
  assert.equal(asked(), 'no MKPDU has been heard for 11 s');
});

test('MKPDUs that arrive and cannot be read are no silence: it is said why', () => {
  const changes: readonly (readonly [string, (frame: Uint8Array) => Uint8Array])[] = [
    ['the EAPOL length goes beyond the frame', (frame) => frame.subarray(0, -4)],
    ['sent to an individual address', (frame) => Uint8Array.of(0x02, ...frame.subarray(1))],
    ['a parameter set goes beyond the MKPDU', (frame) => frame.with(frame.length - 33, 0xff)],
    ['EAPOL version below 3, which does not carry MKA', (frame) => frame.with(14, 2)],
  ];
  for (const [reason, change] of changes) {
    const bench = new Bench([K1]);
    const peer = new ScriptedPeer(bench, K1);
    bench.receive(change(peer.frame({ potentialPeerList: { peers: [{ mi: peer.mi, mn: 1 }] } })));
    assert.equal(whyNotSecured(bench.kay.status(bench.now)), `the peer's MKPDUs cannot be read: ${reason}`);
  }
});

test('EAPOL that is not MKA is no MKPDU', () => {
  const bench = new Bench([K1]);
  const frame = new ScriptedPeer(bench, K1).frame();
  // EAPOL-Start.
  assert.deepEqual(bench.receive(frame.with(15, 1)), { discarded: 'not-mka' });
  assert.equal(whyNotSecured(bench.kay.status(bench.now)), 'no MKPDU has been heard for 0 s');
});

test('a peer whose CAK was wrong, and which now has another CKN', () => {
  const bench = new Bench([K1]);
  const asked = (): string | undefined => whyNotSecured(bench.kay.status(bench.now));
  const wrongCak = new ScriptedPeer(bench, otherCak(K1), {});
  bench.receive(wrongCak.frame());
  assert.match(asked() ?? '', /its ICV fails: the CAKs differ$/);
  const wrongCkn = new ScriptedPeer(bench, K2, {});
  for (let hello = 0; hello < 3; hello += 1) {
    bench.run(2000);
    bench.receive(wrongCkn.frame());
  }
  assert.match(asked() ?? '', /sends CKN (02){32}, which is not associated$/);
});

test('a peer that does not hear us', () => {
  const wire = new Wire(3, [{ keys: [K1] }, { keys: [K1] }]);
  wire.cut(0, 1);
  wire.run(20_000);
  const sentence = `the peer ${SCI_B} is heard under CKN ${CKN1}, but does not hear this port`;
  assert.equal(whyNotSecured(wire.station(0).status(wire.now)), sentence);
});

test('a peer that falls silent when it is given a SAK', () => {
  const bench = new Bench([K1], { keyServerPriority: 4, cipherSuites: ['GCM-AES-XPN-256'] });
  const peer = new ScriptedPeer(bench, K1, { keyServer: false });
  peer.say();
  assert.match(whyNotSecured(bench.kay.status(bench.now)) ?? '', /a SAK of the key server, this port, is awaited$/);
  bench.run(8000);
  const sentence = `the peer under CKN ${CKN1} falls silent when it is given a SAK for GCM-AES-XPN-256: it may not support it`;
  assert.equal(whyNotSecured(bench.kay.status(bench.now)), sentence);
  bench.run(9000);
  assert.equal(whyNotSecured(bench.kay.status(bench.now)), 'no MKPDU has been heard any more for 17 s');
});

test('a peer that comes back and falls silent again with every SAK, until it stays away', () => {
  const bench = new Bench([K1], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, K1, { keyServer: false });
  peer.say();
  bench.run(16_000);
  peer.say();
  for (const silent of [6000, 15_000, 9000]) {
    bench.run(silent);
    assert.match(whyNotSecured(bench.kay.status(bench.now)) ?? '', /falls silent when it is given a SAK/);
  }
  bench.run(10_000);
  assert.equal(whyNotSecured(bench.kay.status(bench.now)), 'no MKPDU has been heard any more for 40 s');
});

/** A peer that a SAK did not reach, for it was gone for a while; what is said, and how it takes the SAK distributed last. */
function missedSak(config: Partial<KayConfig> = {}): {
  bench: Bench;
  peer: ScriptedPeer;
  asked: () => string;
  takeSak: () => void;
} {
  const bench = new Bench([K1], { keyServerPriority: 4, ...config });
  const peer = new ScriptedPeer(bench, K1, { keyServer: false });
  peer.say();
  bench.run(6500);
  const asked = (): string => whyNotSecured(bench.kay.status(bench.now)) ?? 'secured';
  assert.match(asked(), /falls silent when it is given a SAK/);
  const takeSak = (): void => {
    const sak = bench.asked('installTransmitSa').at(-1);
    assert.ok(sak !== undefined);
    peer.say({ sakUse: peer.use('latest', { keyIdentifier: sak.keyIdentifier, an: sak.an }) });
  };
  return { bench, peer, asked, takeSak };
}

test('a peer that has taken a SAK since one was lost is not suspected to lack the cipher suite', () => {
  const { bench, peer, asked, takeSak } = missedSak();
  peer.say();
  takeSak();
  assert.equal(asked(), 'secured');
  bench.run(9000);
  assert.equal(asked(), 'no MKPDU has been heard any more for 9 s');
});

test('nor is one that goes while a further SAK is on its way', () => {
  const { bench, peer, asked, takeSak } = missedSak({ sakLifetime: 8000 });
  peer.say();
  while (bench.asked('installTransmitSa').length < 3) {
    takeSak();
    bench.run(500);
  }
  bench.run(9000);
  assert.match(asked(), /^no MKPDU has been heard any more for (8|9) s$/);
});

test('what is heard after a peer has fallen silent over a SAK is said instead', () => {
  for (const [key, sentence] of [
    [otherCak(K1), /its ICV fails: the CAKs differ$/],
    [K2, /sends CKN (02){32}, which is not associated$/],
  ] as const) {
    const { bench, asked } = missedSak();
    bench.receive(new ScriptedPeer(bench, key, {}).frame());
    assert.match(asked(), sentence);
  }
});

test('a peer that comes to use the SCI of the port, and then another again', () => {
  const bench = new Bench([K1]);
  const asked = (): string | undefined => whyNotSecured(bench.kay.status(bench.now));
  const peer = new ScriptedPeer(bench, K1);
  bench.receive(peer.frame());
  bench.run(7000);
  const copy = new ScriptedPeer(bench, K1, { sci: bench.config.sci }, 3);
  bench.receive(new ScriptedPeer(bench, otherCak(K1)).frame());
  assert.deepEqual(copy.say(), { discarded: 'duplicate-sci' });
  bench.run(9000);
  assert.equal(asked(), `the peer under CKN ${CKN1} uses the SCI of this port, ${bench.config.sci}`);
  bench.receive(peer.frame());
  assert.equal(asked(), `the peer ${peer.sci} is heard under CKN ${CKN1}, but does not hear this port`);
  bench.run(11_000);
  assert.equal(asked(), 'no MKPDU has been heard any more for 11 s');
});

test('two peers of one SCI, until one of them goes', () => {
  const bench = new Bench([K1]);
  const asked = (): string | undefined => whyNotSecured(bench.kay.status(bench.now));
  const first = new ScriptedPeer(bench, K1);
  const second = new ScriptedPeer(bench, K1, { sci: first.sci }, 3);
  for (let hello = 0; hello < 3; hello += 1) {
    bench.receive(first.frame());
    bench.receive(second.frame());
    bench.run(2000);
  }
  assert.equal(asked(), `two peers under CKN ${CKN1} use the SCI ${first.sci}`);
  for (let hello = 0; hello < 8; hello += 1) {
    bench.receive(first.frame());
    bench.run(2000);
  }
  assert.equal(asked(), `the peer ${first.sci} is heard under CKN ${CKN1}, but does not hear this port`);
});

test('a peer that cannot encrypt', () => {
  const bench = new Bench([K1], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, K1, { keyServer: false, macsecCapability: 1 });
  peer.say();
  assert.match(whyNotSecured(bench.kay.status(bench.now)) ?? '', /says that it cannot encrypt$/);
});

test('unknown CKNs are listed with the SCI, the latest first, and not without end', () => {
  const bench = new Bench([K1]);
  for (let number = 2; number < 40; number += 1) {
    const stranger = new ScriptedPeer(bench, testKey(number), {}, number);
    assert.deepEqual(bench.receive(stranger.frame()), { discarded: 'ckn-unknown' });
    bench.run(10);
  }
  const { unknownCkns, discarded } = bench.kay.status(bench.now);
  assert.equal(unknownCkns.length, 16);
  assert.equal(unknownCkns[0]?.ckn, testKey(39).ckn);
  assert.equal(discarded['ckn-unknown'], 38);
  bench.kay.setKeys([K1, testKey(39)], bench.now);
  assert.notEqual(bench.kay.status(bench.now).unknownCkns[0]?.ckn, testKey(39).ckn);
});

test('a secured port says that a router that came back takes none of its SAKs, whoever is key server', () => {
  const told = (keyServerPriority: number, cipherSuite: CipherSuiteName): (string | undefined)[] => {
    const wire = new Wire(1, [
      { keys: [K1], config: { cipherSuites: ['GCM-AES-256'] } },
      { keys: [K1], config: { cipherSuites: ['GCM-AES-256'], keyServerPriority } },
    ]);
    wire.run(5000);
    const [a, b] = [wire.station(0), wire.station(1)];
    const before = whySecuredAlone(a.status(wire.now));
    b.setup = { ...b.setup, config: { ...b.setup.config, cipherSuites: [cipherSuite] } };
    b.restart(wire.now);
    wire.run(20_000);
    assert.equal(a.status(wire.now).secured, true);
    return [before, whySecuredAlone(a.status(wire.now))];
  };
  assert.deepEqual(told(32, 'GCM-AES-128'), [
    undefined,
    `the peer ${SCI_B} supports GCM-AES-128, and this port needs GCM-AES-256`,
  ]);
  assert.deepEqual(told(8, 'GCM-AES-128'), [
    undefined,
    `the SAK that the peer ${SCI_B} distributes is refused: its cipher suite, GCM-AES-128, is not allowed on this port, which takes GCM-AES-256`,
  ]);
  assert.deepEqual([told(32, 'GCM-AES-256'), told(8, 'GCM-AES-256')].flat(), Array(4).fill(undefined));
});
