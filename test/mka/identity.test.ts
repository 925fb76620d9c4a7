import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHex } from '../../src/bytes/hex.ts';
import { decodeMkpdu } from '../../src/mka/mkpdu.ts';
import { isDiscarded } from '../../src/mka/discard.ts';
import { whyNotSecured } from '../../src/mka/why-not-secured.ts';
import { testKey } from '../harness/keys.ts';
import { Bench, ScriptedPeer } from '../harness/scripted-peer.ts';
import { assertSound } from '../harness/traffic.ts';
import { Wire } from '../harness/wire.ts';

const KEY = testKey(1);

test('a second peer is refused while one is live, and told of once', () => {
  const bench = new Bench([KEY]);
  const first = new ScriptedPeer(bench, KEY, { keyServer: false });
  const second = new ScriptedPeer(bench, KEY, { keyServer: false }, 3);
  first.say();
  for (let round = 0; round < 10; round += 1) {
    assert.deepEqual(second.say(), { discarded: 'second-peer' });
    bench.run(500);
    first.say();
  }
  assert.equal(bench.events.filter((event) => event.type === 'second-peer' && event.sci === second.sci).length, 1);
  const { livePeerList, potentialPeerList } = bench.last(KEY.ckn);
  assert.deepEqual(
    livePeerList?.peers.map(({ mi }) => mi),
    [first.mi],
  );
  assert.equal(potentialPeerList, undefined, 'to list it would invite it');
  assert.equal(bench.kay.status(bench.now).participants[0]?.discarded['second-peer'], 10);
  // When the first is gone there is room.
  bench.run(7000);
  assert.equal(second.say(), undefined);
  assert.equal(bench.kay.status(bench.now).participants[0]?.peers[0]?.sci, second.sci);
});

test('of two that are heard, the first to prove that it is live stays', () => {
  const bench = new Bench([KEY]);
  const first = new ScriptedPeer(bench, KEY, { keyServer: false });
  const second = new ScriptedPeer(bench, KEY, { keyServer: false }, 3);
  bench.receive(first.frame());
  bench.receive(second.frame());
  assert.equal(bench.kay.status(bench.now).participants[0]?.peers.length, 2);
  second.say();
  assert.deepEqual(
    bench.kay.status(bench.now).participants[0]?.peers.map(({ sci }) => sci),
    [second.sci],
  );
});

test('a peer with our SCI is refused, whatever its member identifier', () => {
  const bench = new Bench([KEY]);
  const peer = new ScriptedPeer(bench, KEY, { sci: bench.config.sci });
  assert.deepEqual(peer.say(), { discarded: 'duplicate-sci' });
  assert.ok(bench.events.some(({ type }) => type === 'duplicate-sci'));
  assert.deepEqual(bench.kay.status(bench.now).participants[0]?.peers, []);
  assert.match(whyNotSecured(bench.kay.status(bench.now)) ?? '', /uses the SCI of this port/);
});

test('two peers with one SCI: the second is never live, and the event says so', () => {
  const bench = new Bench([KEY], { maxLivePeers: 3, keyServerPriority: 4 });
  const first = new ScriptedPeer(bench, KEY, { keyServer: false });
  const second = new ScriptedPeer(bench, KEY, { keyServer: false, sci: first.sci }, 3);
  first.say();
  for (let round = 0; round < 12; round += 1) {
    second.say();
    bench.run(1000);
    first.say();
    const live = bench.kay.status(bench.now).participants[0]?.peers.filter((peer) => peer.live);
    assert.deepEqual(
      live?.map(({ mi }) => mi),
      [first.mi],
    );
  }
  assert.equal(bench.events.filter(({ type }) => type === 'duplicate-sci').length, 1);
  for (const { livePeerList, distributedSak } of bench.sent) {
    if (distributedSak === undefined) continue;
    assert.ok(livePeerList?.peers.every(({ mi }) => mi !== second.mi));
  }
  assert.equal(bench.asked('installReceiveSa').length, 1);
});

test('a peer that restarts takes the place of its former self after more than a hello, without the SAs going', () => {
  const bench = new Bench([KEY], { keyServerPriority: 4 });
  const peer = new ScriptedPeer(bench, KEY, { keyServer: false });
  peer.say();
  const [sak] = bench.asked('installTransmitSa');
  assert.ok(sak !== undefined);
  peer.say({ sakUse: peer.use('latest', { keyIdentifier: sak.keyIdentifier, an: sak.an }) });
  bench.run(4000);
  peer.say({ sakUse: peer.use('latest', { keyIdentifier: sak.keyIdentifier, an: sak.an }) });
  const former = peer.mi;
  peer.mi = 'aaaaaaaaaaaaaaaaaaaaaaaa' as typeof peer.mi;
  peer.mn = 0;
  for (let elapsed = 0; elapsed < 3000; elapsed += 500) {
    peer.say();
    const [live] = bench.kay.status(bench.now).participants[0]?.peers ?? [];
    assert.equal(live?.mi, former);
    bench.run(500);
  }
  bench.run(60);
  const { participants, secured, flaps } = bench.kay.status(bench.now);
  assert.equal(participants[0]?.peers.find((other) => other.live)?.mi, peer.mi);
  assert.equal(secured, true);
  assert.equal(flaps, 0);
  assert.equal(bench.asked('installTransmitSa').length, 2, 'the new member gets a new SAK');
});

test('message numbers must rise', () => {
  const bench = new Bench([KEY]);
  const peer = new ScriptedPeer(bench, KEY);
  const frame = peer.frame();
  assert.equal(bench.receive(frame), undefined);
  assert.deepEqual(bench.receive(frame), { discarded: 'replayed' });
  peer.mn = 0;
  assert.deepEqual(bench.receive(peer.frame()), { discarded: 'replayed' });
  peer.mn = 5;
  assert.equal(bench.receive(peer.frame()), undefined);
  peer.mn = 4;
  assert.deepEqual(bench.receive(peer.frame()), { discarded: 'replayed' });
});

test('a recording of yesterday makes a peer potential, never live', () => {
  const yesterday = new Wire(3, [{ keys: [KEY] }, { keys: [KEY] }]);
  const recording: Uint8Array[] = [];
  yesterday.tap = (from, frame) => {
    if (from.index === 1) recording.push(frame);
    return frame;
  };
  yesterday.run(20_000);
  const today = new Wire(4, [{ keys: [KEY] }]);
  const { kay } = today.station(0);
  for (const frame of recording) {
    kay.receive(frame, today.now);
    today.station(0).pump(today.now);
    today.run(200);
    assert.ok(kay.status(today.now).participants[0]?.peers.every((peer) => !peer.live));
  }
  assert.equal(kay.status(today.now).secured, false);
});

test('a peer that uses our member identifier makes us take another', () => {
  const bench = new Bench([KEY]);
  const peer = new ScriptedPeer(bench, KEY);
  const { mi } = bench.last(KEY.ckn).basic;
  peer.mi = mi;
  assert.deepEqual(bench.receive(peer.frame()), { discarded: 'duplicate-mi' });
  bench.run(100);
  assert.notEqual(bench.last(KEY.ckn).basic.mi, mi);
  assert.ok(bench.events.some((event) => event.type === 'new-mi' && event.cause === 'duplicate-mi'));
});

test('our own frames, looped back, have no effect', () => {
  const wire = new Wire(5, [{ keys: [KEY] }]);
  const station = wire.station(0);
  const frames: Uint8Array[] = [];
  wire.tap = (_, frame) => {
    frames.push(frame);
    return frame;
  };
  wire.run(5000);
  const before = station.status(wire.now).participants[0]?.mi;
  for (const frame of frames) assert.deepEqual(station.kay.receive(frame, wire.now), { discarded: 'own-frame' });
  wire.run(5000);
  assert.equal(station.status(wire.now).participants[0]?.mi, before);
});

test('every MKPDU of a run has a number one above that of the last, and no MI comes twice', () => {
  const wire = new Wire(6, [{ keys: [] }, { keys: [] }]);
  const last = new Map<string, number>();
  wire.tap = (_, frame) => {
    const mkpdu = decodeMkpdu(frame);
    if (isDiscarded(mkpdu)) return frame;
    const { mi, mn } = mkpdu.basic;
    assert.equal(mn, (last.get(mi) ?? 0) + 1);
    last.set(mi, mn);
    return frame;
  };
  for (const station of wire.stations) station.setKeys([KEY, testKey(2)], wire.now);
  for (let round = 0; round < 10; round += 1) {
    wire.run(3000);
    wire.station(round % 2).restart(wire.now);
  }
  assert.ok(last.size >= 2 * 2 + 10 * 2);
  assertSound(wire);
});

test('nothing that a KaY gives out shows a key', () => {
  const wire = new Wire(7, [{ keys: [KEY] }, { keys: [testKey(1), testKey(2)] }]);
  const saks = new Set<string>();
  const said: string[] = [];
  const { kay } = wire.station(0);
  wire.run(5000);
  kay.handleSasLost(wire.now);
  for (;;) {
    const actions = kay.drain();
    if (actions.length === 0) break;
    for (const action of actions) {
      if (action.type === 'secy') {
        if ('sak' in action.request) saks.add(encodeHex(action.request.sak.reveal()));
        wire.station(0).secy.request(action.request);
      }
      said.push(JSON.stringify(action, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)));
    }
  }
  said.push(
    JSON.stringify(kay.status(wire.now), (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  said.push(JSON.stringify(wire.station(0).events));
  const text = said.join('\n');
  for (const key of [KEY.cak, testKey(2).cak]) assert.ok(!text.includes(encodeHex(key.reveal())));
  for (const sak of saks) assert.ok(!text.includes(sak));
});
