import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { SakRefusal } from '../../src/mka/discard.ts';
import type { Mkpdu } from '../../src/mka/mkpdu.ts';
import { MKA_TIME } from '../../src/mka/timers.ts';
import { whyNotSecured } from '../../src/mka/why-not-secured.ts';
import { testKey } from '../harness/keys.ts';
import { Bench, ScriptedPeer } from '../harness/scripted-peer.ts';

const KEY = testKey(1);

function served(config: ConstructorParameters<typeof Bench>[1] = {}): { bench: Bench; peer: ScriptedPeer } {
  const bench = new Bench([KEY], config);
  const peer = new ScriptedPeer(bench, KEY);
  peer.say();
  return { bench, peer };
}

test('a client installs what its key server distributes, and says so before it is asked again', () => {
  const { bench, peer } = served();
  peer.say({ distributedSak: peer.sak(1, 2) });
  const [receive] = bench.asked('installReceiveSa');
  assert.equal(receive?.sci, peer.sci);
  assert.equal(receive.an, 2);
  assert.equal(receive.cipherSuite, 'GCM-AES-256');
  assert.equal(receive.lowestPn, 1n);
  assert.equal(bench.asked('installTransmitSa')[0]?.nextPn, 1n);
  // With the port still closed it need not wait for the key server.
  assert.equal(bench.asked('enableTransmit').length, 1);
  bench.run(60);
  const { sakUse, basic } = bench.last(KEY.ckn);
  assert.deepEqual(sakUse?.latest, { keyIdentifier: peer.keyIdentifier(1), an: 2, tx: true, rx: true, lowestPn: 1 });
  assert.equal(basic.keyServer, false);
  assert.equal(sakUse.delayProtect, false);
});

test('a SAK that comes right upon our answer is taken in the same moment; what more there is to say waits', () => {
  const bench = new Bench([KEY]);
  const peer = new ScriptedPeer(bench, KEY);
  bench.run(500);
  const before = bench.sent.length;
  peer.say();
  assert.equal(bench.sent.length, before + 1);
  peer.say({ distributedSak: peer.sak(1, 2) });
  assert.equal(bench.sent.length, before + 2);
  assert.deepEqual(bench.last(KEY.ckn).sakUse?.latest.rx, true);
  bench.run(1000);
  const { length } = bench.sent;
  for (const an of [0, 1, 3] as const) {
    peer.mi = `${peer.mi.slice(0, -1)}${an}` as typeof peer.mi;
    peer.mn = 0;
    peer.say();
  }
  assert.equal(bench.sent.length, length + 2);
  bench.run(MKA_TIME.shortestGap);
  assert.equal(bench.sent.length, length + 3);
});

test('a SAK that is distributed again is answered, and not installed again', () => {
  const { bench, peer } = served();
  for (let round = 0; round < 5; round += 1) {
    peer.say({ distributedSak: peer.sak(1, 2) });
    bench.run(1000);
  }
  assert.equal(bench.asked('installTransmitSa').length, 1);
  assert.equal(bench.asked('installReceiveSa').length, 1);
});

test('an older key number never comes back', () => {
  const { bench, peer } = served();
  for (const kn of [3, 1, 2]) {
    peer.say({ distributedSak: peer.sak(kn, 0) });
    bench.run(3500);
    peer.say();
  }
  assert.deepEqual(
    bench.asked('installTransmitSa').map(({ keyIdentifier }) => keyIdentifier.kn),
    [3],
  );
});

const REFUSED: readonly {
  readonly why: SakRefusal;
  readonly set: (peer: ScriptedPeer) => NonNullable<Mkpdu['distributedSak']>;
}[] = [
  { why: 'confidentiality-offset', set: (peer) => peer.sak(1, 0, { confidentialityOffset: 0 }) },
  { why: 'confidentiality-offset', set: (peer) => peer.sak(1, 0, { confidentialityOffset: 2 }) },
  { why: 'confidentiality-offset', set: (peer) => peer.sak(1, 0, { confidentialityOffset: 3 }) },
  { why: 'cipher-suite', set: (peer) => peer.sak(1, 0, { cipherSuite: '0080c20001000003' }) },
  { why: 'cipher-suite', set: (peer) => peer.sak(1, 0, { cipherSuite: 'ffffffffffffffff' }) },
  { why: 'key-wrap', set: (peer) => peer.sak(1, 0, { wrappedSak: new Uint8Array(40) }) },
  {
    // 28 octets stand for GCM-AES-128.
    why: 'cipher-suite',
    set: (peer) => {
      const sak = new Confidential('SAK', new Uint8Array(16));
      return { ...peer.sak(1, 0), cipherSuite: undefined, wrappedSak: nodeCrypto.aesKeyWrap(peer.kek, sak) };
    },
  },
];

for (const [index, { why, set }] of REFUSED.entries()) {
  test(`a SAK is refused by name: ${why} (${index})`, () => {
    const { bench, peer } = served();
    assert.equal(peer.say({ distributedSak: set(peer) }), undefined);
    assert.deepEqual(bench.asked('installTransmitSa'), []);
    assert.equal(bench.kay.status(bench.now).participants[0]?.refusedSak?.reason, why);
    assert.ok(bench.events.some((event) => event.type === 'sak-refused' && event.reason === why));
    assert.match(whyNotSecured(bench.kay.status(bench.now)) ?? '', /^the SAK under CKN .* is refused: /);
    // A good one is taken afterwards, under the same number.
    peer.say({ distributedSak: peer.sak(1, 0) });
    assert.equal(bench.asked('installTransmitSa').length, 1);
  });
}

test('plain text is refused', () => {
  const { bench, peer } = served();
  peer.say({ distributedSak: { plainText: true } });
  assert.equal(bench.kay.status(bench.now).participants[0]?.refusedSak?.reason, 'plain-text');
  assert.deepEqual(bench.asked('installTransmitSa'), []);
  assert.deepEqual(
    bench.asked('setControlledPort').filter(({ enabled }) => enabled),
    [],
  );
});

test('a SAK is taken only from the elected key server, and only by those whom it lists', () => {
  const bench = new Bench([KEY], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, KEY, { keyServerPriority: 8 });
  peer.say();
  bench.requests.length = 0;
  peer.say({ distributedSak: peer.sak(1, 3) });
  assert.ok(bench.asked('installTransmitSa').every(({ keyIdentifier }) => keyIdentifier.mi !== peer.mi));
  assert.equal(bench.kay.status(bench.now).participants[0]?.refusedSak?.reason, 'not-from-key-server');

  const other = served();
  const { mi, mn } = other.bench.last(KEY.ckn).basic;
  other.bench.receive(
    other.peer.frame({
      potentialPeerList: { peers: [{ mi, mn }] },
      distributedSak: other.peer.sak(1, 3),
    }),
  );
  assert.deepEqual(other.bench.asked('installTransmitSa'), []);
  assert.equal(other.bench.kay.status(other.bench.now).participants[0]?.refusedSak?.reason, 'not-for-us');
});

test('the key server of another key, which is the better one, decides for the port', () => {
  const keys = [
    { ...testKey(1), keyServerPriority: 3 },
    { ...testKey(2), keyServerPriority: 40 },
  ];
  const bench = new Bench(keys);
  const client = new ScriptedPeer(bench, testKey(1), { keyServerPriority: 20, keyServer: false });
  const server = new ScriptedPeer(bench, testKey(2), { keyServerPriority: 10 });
  client.say();
  server.say();
  server.say({ distributedSak: server.sak(1, 2) });
  const makers = bench.asked('installTransmitSa').map(({ keyIdentifier }) => keyIdentifier.mi);
  assert.deepEqual(makers, [bench.last(testKey(1).ckn).basic.mi]);
  const refused = bench.kay.status(bench.now).participants.find(({ ckn }) => ckn === testKey(2).ckn)?.refusedSak;
  assert.equal(refused?.reason, 'other-server-chooses');
  // Without that key the other one decides, and its SAK was not lost on us.
  bench.kay.setKeys(keys.slice(1), bench.now);
  bench.pump();
  const sent = bench.sent.filter(({ basic }) => basic.ckn === testKey(1).ckn).length;
  for (let second = 0; second < 6; second += 1) {
    server.say({ distributedSak: server.sak(1, 2) });
    bench.run(1000);
  }
  // The peer goes by the removed key until it takes us for dead under it.
  assert.equal(bench.sent.filter(({ basic }) => basic.ckn === testKey(1).ckn).length, sent);
  server.say({ distributedSak: server.sak(1, 2) });
  assert.equal(bench.asked('installTransmitSa').at(-1)?.keyIdentifier.mi, server.mi);
});

test('the second SAK is transmitted with only when the key server does', () => {
  const { bench, peer } = served();
  peer.say({ distributedSak: peer.sak(1, 0) });
  bench.run(1000);
  peer.say({ sakUse: peer.use('latest', { keyIdentifier: peer.keyIdentifier(1) }) });
  bench.run(3000);
  const old = { keyIdentifier: peer.keyIdentifier(1), an: 0, tx: true, rx: true, lowestPn: 1 } as const;
  const latest = { keyIdentifier: peer.keyIdentifier(2), an: 1, tx: false, rx: true, lowestPn: 1 } as const;
  peer.say({ distributedSak: peer.sak(2, 1), sakUse: peer.use('latest', latest, { old }) });
  assert.equal(bench.asked('enableReceive').length, 2);
  assert.equal(bench.asked('enableTransmit').length, 1);
  bench.run(1500);
  assert.deepEqual(bench.last(KEY.ckn).sakUse?.latest, { ...latest, tx: false, rx: true });
  peer.say({ sakUse: peer.use('latest', { ...latest, tx: true }, { old }) });
  assert.equal(bench.asked('enableTransmit').length, 2);
  assert.deepEqual(bench.asked('deleteSas'), []);
  bench.run(2900);
  peer.say({ sakUse: peer.use('latest', { ...latest, tx: true }, { old }) });
  bench.run(200);
  assert.deepEqual(
    bench.asked('deleteSas').map(({ keyIdentifier }) => keyIdentifier),
    [peer.keyIdentifier(1)],
  );
  const { sakUse } = bench.last(KEY.ckn);
  assert.equal(sakUse?.latest.keyIdentifier, undefined, 'reported as old, the latest being none');
  assert.deepEqual(sakUse?.old.keyIdentifier, peer.keyIdentifier(2));
});

test('a key server that puts a new SAK on the association number in use is obeyed, and the loss is counted', () => {
  const { bench, peer } = served();
  peer.say({ distributedSak: peer.sak(1, 0) });
  bench.run(3500);
  peer.say({ sakUse: peer.use('old', { keyIdentifier: peer.keyIdentifier(1) }) });
  peer.say({ distributedSak: peer.sak(2, 0), sakUse: peer.use('old', { keyIdentifier: peer.keyIdentifier(1) }) });
  assert.ok(bench.events.some(({ type }) => type === 'an-collision'));
  assert.equal(bench.kay.status(bench.now).anCollisions, 1);
  assert.deepEqual(
    bench.asked('enableTransmit').map(({ keyIdentifier }) => keyIdentifier.kn),
    [1, 2],
  );
  assert.equal(bench.kay.status(bench.now).secured, true);
});

test('the RETIRE form of SAK use counts as use: the only key is reported as the old one', () => {
  const bench = new Bench([KEY], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, KEY, { keyServerPriority: 8, keyServer: false });
  peer.say();
  const [sak] = bench.asked('installTransmitSa');
  assert.ok(sak !== undefined);
  assert.equal(bench.kay.status(bench.now).secured, false, 'the key server waits for its peer to receive');
  peer.say({ sakUse: peer.use('old', { keyIdentifier: sak.keyIdentifier, an: sak.an }) });
  assert.equal(bench.kay.status(bench.now).secured, true);
  bench.run(2100);
  assert.equal(bench.last(KEY.ckn).distributedSak, undefined, 'all have it: it is distributed no more');
});

test('a key server transmits after the MKA Life Time even if a live peer never says that it receives', () => {
  const bench = new Bench([KEY], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, KEY, { keyServer: false });
  for (let second = 0; second < 7; second += 1) {
    peer.say();
    bench.run(1000);
  }
  assert.equal(bench.kay.status(bench.now).secured, true);
});

test('the lowest PN of a peer that protects against delay is enforced, the whole of it or not at all', () => {
  const { bench, peer } = served();
  peer.say({ distributedSak: peer.sak(1, 0) });
  const use = peer.use('latest', { keyIdentifier: peer.keyIdentifier(1), lowestPn: 500 }, { delayProtect: true });
  peer.say({ sakUse: use });
  const expected = { type: 'raiseLowestPn', sci: peer.sci, keyIdentifier: peer.keyIdentifier(1), lowestPn: 500n };
  assert.deepEqual(bench.asked('raiseLowestPn'), [expected]);
  // It also wants to hear us more often.
  const { mn } = bench.last(KEY.ckn).basic;
  bench.run(2100);
  assert.ok(bench.last(KEY.ckn).basic.mn - mn >= 4);

  const xpn = served({ cipherSuites: ['GCM-AES-XPN-256'] });
  xpn.peer.say({ distributedSak: xpn.peer.sak(1, 0, { cipherSuite: '0080c20001000004' }) });
  const half = xpn.peer.use(
    'latest',
    { keyIdentifier: xpn.peer.keyIdentifier(1), lowestPn: 7 },
    { delayProtect: true },
  );
  xpn.peer.say({ sakUse: half });
  assert.deepEqual(xpn.bench.asked('raiseLowestPn'), [], 'a version 1 peer gives the low half only');
  xpn.peer.say({ sakUse: half, xpn: { suspensionTime: 0, latestLowestPnHigh: 2, oldLowestPnHigh: 0 } });
  assert.equal(xpn.bench.asked('raiseLowestPn')[0]?.lowestPn, 0x2_0000_0007n);
});

test('with extended packet numbers the SSCIs follow from the MKPDU, and the salt from the key identifier', () => {
  const { bench, peer } = served({ cipherSuites: ['GCM-AES-XPN-256'] });
  peer.say({ distributedSak: peer.sak(1, 0, { cipherSuite: '0080c20001000004' }) });
  const [transmit] = bench.asked('installTransmitSa');
  const [receive] = bench.asked('installReceiveSa');
  assert.ok(bench.config.sci < peer.sci);
  assert.equal(receive?.xpn?.ssci, 1, 'the greatest SCI is 1');
  assert.equal(transmit?.xpn?.ssci, 2);
  assert.deepEqual(transmit.xpn.salt, receive.xpn.salt);
});

test('a member that is listed and was never heard: its SCI is unknown, so nothing is installed yet', () => {
  const bench = new Bench([KEY], { cipherSuites: ['GCM-AES-XPN-256'], maxLivePeers: 4 });
  const server = new ScriptedPeer(bench, KEY);
  const third = new ScriptedPeer(bench, KEY, { keyServer: false }, 3);
  server.say();
  const distribute = (): void => {
    const { mi, mn } = bench.last(KEY.ckn).basic;
    const peers = [
      { mi, mn },
      { mi: third.mi, mn: 1 },
    ];
    server.say({
      livePeerList: { peers, keyServerSsci: 0 },
      distributedSak: server.sak(1, 0, { cipherSuite: '0080c20001000004' }),
    });
  };
  distribute();
  assert.deepEqual(bench.asked('installTransmitSa'), []);
  assert.equal(bench.kay.status(bench.now).participants[0]?.refusedSak?.reason, 'ssci-unknown');
  third.say();
  distribute();
  assert.equal(bench.asked('installReceiveSa').length, 2);
  const sscis = [...bench.asked('installReceiveSa'), ...bench.asked('installTransmitSa')].map(({ xpn }) => xpn?.ssci);
  assert.deepEqual(sscis.toSorted(), [1, 2, 3]);
});

test('a SAK whose SAs were lost is answered with a new member identifier, once', () => {
  const bench = new Bench([KEY], { maxLivePeers: 3 });
  const first = new ScriptedPeer(bench, KEY, { keyServerPriority: 8 });
  const better = new ScriptedPeer(bench, KEY, { keyServerPriority: 2 }, 3);
  first.say();
  first.say({ distributedSak: first.sak(1, 0) });
  assert.equal(bench.kay.status(bench.now).secured, true);
  // Another is key server: CHANGE deletes the SAs (IEEE Std 802.1X-2020, 12.4), and no new SAK comes.
  better.say();
  assert.equal(bench.kay.status(bench.now).secured, false);
  const { mi } = bench.last(KEY.ckn).basic;
  // The better one stops offering itself, and the first goes on with its SAK.
  better.basic = { ...better.basic, keyServer: false };
  better.say();
  first.say({ sakUse: first.use('old', { keyIdentifier: first.keyIdentifier(1) }) });
  bench.run(100);
  const after = bench.last(KEY.ckn).basic.mi;
  assert.notEqual(after, mi);
  first.say({ sakUse: first.use('old', { keyIdentifier: first.keyIdentifier(1) }) });
  bench.run(100);
  assert.equal(bench.last(KEY.ckn).basic.mi, after);
  first.say({ distributedSak: first.sak(2, 1) });
  assert.equal(bench.kay.status(bench.now).secured, true);
  assert.deepEqual(
    bench.asked('installTransmitSa').map(({ keyIdentifier }) => keyIdentifier.kn),
    [1, 2],
  );
});

test('another cipher suite passes through CHANGE, with no second SAK of one number', () => {
  const { bench, peer } = served();
  peer.say({ distributedSak: peer.sak(1, 0) });
  bench.run(3500);
  peer.say({ sakUse: peer.use('old', { keyIdentifier: peer.keyIdentifier(1) }) });
  const { mi } = bench.last(KEY.ckn).basic;
  peer.say({ distributedSak: peer.sak(2, 1, { cipherSuite: '0080c20001000004' }) });
  assert.equal(bench.kay.status(bench.now).secured, true);
  bench.run(60);
  assert.equal(bench.last(KEY.ckn).basic.mi, mi, 'the new SAK is there: no new member is needed for it');
  assert.deepEqual(
    bench.asked('setControlledPort').map(({ enabled }) => enabled),
    [true, false, true],
  );
});
