import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex } from '../support/octets.ts';
import {
  CLOSE,
  OPEN,
  OURS,
  THEIRS,
  ask,
  askInVain,
  clearFrame,
  configure,
  newSecy,
  protect,
  receiveSa,
  secure,
  testKey,
  transmitSa,
} from './rig.ts';

const EAPOL = hex('0180c2000003 02000000000a 888e 03 05 0000');
const CLEAR = clearFrame();

test('a SecY begins closed, and cannot be opened before it has a mode', () => {
  const secy = newSecy();
  assert.equal(secy.controlledPortEnabled, false);
  askInVain(secy, OPEN, 'mode');
  assert.deepEqual(secy.transmit(CLEAR), { type: 'discarded', reason: 'controlled-port-closed' });
  assert.deepEqual(secy.receive(CLEAR), { type: 'discarded', reason: 'controlled-port-closed' });
  ask(secy, configure('no_encrypt'));
  assert.deepEqual(secy.receive(CLEAR), { type: 'discarded', reason: 'controlled-port-closed' });
});

test('EAPOL passes unprotected in every mode, open or closed', () => {
  const secy = newSecy();
  const both = () => {
    assert.deepEqual(secy.transmit(EAPOL), { type: 'clear', frame: EAPOL });
    assert.deepEqual(secy.receive(EAPOL), { type: 'uncontrolled', frame: EAPOL });
  };
  both();
  for (const mode of ['no_encrypt', 'should_encrypt', 'must_encrypt'] as const) {
    ask(secy, configure(mode), OPEN);
    both();
    ask(secy, CLOSE);
    both();
  }
  ask(secy, OPEN);
  secure(secy, testKey(1));
  both();
});

test('no_encrypt passes clear frames and nothing that is tagged', () => {
  const peer = newSecy(THEIRS);
  ask(peer, configure('must_encrypt'), OPEN);
  secure(peer, testKey(1), OURS);
  const secy = newSecy();
  ask(secy, configure('no_encrypt'), OPEN);
  assert.deepEqual(secy.transmit(CLEAR), { type: 'clear', frame: CLEAR });
  assert.deepEqual(secy.receive(CLEAR), { type: 'delivered', frame: CLEAR, wasProtected: false });
  assert.deepEqual(secy.receive(protect(peer, CLEAR)), { type: 'discarded', reason: 'macsec-disabled' });
  assert.deepEqual([secy.counters.OutPktsUntagged, secy.counters.InPktsUntagged], [1, 1]);
  askInVain(secy, transmitSa(testKey(1)), 'mode');
  askInVain(secy, receiveSa(testKey(1)), 'mode');
  askInVain(secy, { type: 'requireProtectedReceive' }, 'mode');
});

test('a clear frame that has a SecTAG behind one or two VLAN tags is counted apart from other clear ones', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'), OPEN);
  const of = (types: string) => hex(`02000000000a 02000000000b ${types} ${'00'.repeat(64)}`);
  const behindTag = { type: 'discarded', reason: 'clear-vlan-tag' };
  assert.deepEqual(secy.receive(of('8100 0065 88e5')), behindTag);
  assert.deepEqual(secy.receive(of('88a8 0005 8100 0065 88e5')), behindTag);
  assert.deepEqual(secy.receive(of('8100 0065 0800')), { type: 'discarded', reason: 'clear-frame' });
  assert.deepEqual(secy.receive(hex('02000000000a 02000000000b 8100')), { type: 'discarded', reason: 'clear-frame' });
  assert.equal(secy.counters.InPktsNoTag, 4);
});

test('must_encrypt never passes a clear frame, whatever is installed, deleted or asked for', () => {
  const secy = newSecy();
  const key = testKey(1);
  const { keyIdentifier } = key;
  const nothingClear = () => {
    assert.notEqual(secy.transmit(CLEAR).type, 'clear');
    assert.deepEqual(secy.receive(CLEAR), { type: 'discarded', reason: 'clear-frame' });
    assert.deepEqual(secy.clearFrames, { transmit: false, receive: false });
  };
  ask(secy, configure('must_encrypt'), OPEN);
  nothingClear();
  assert.deepEqual(secy.transmit(CLEAR), { type: 'discarded', reason: 'no-transmit-sa' });
  ask(secy, receiveSa(key), transmitSa(key));
  nothingClear();
  ask(secy, { type: 'enableReceive', keyIdentifier }, { type: 'enableTransmit', keyIdentifier });
  nothingClear();
  ask(secy, { type: 'disableTransmit', keyIdentifier });
  nothingClear();
  ask(secy, { type: 'deleteSas', keyIdentifier });
  nothingClear();
  askInVain(secy, { type: 'allowClear' }, 'mode');
  nothingClear();
  assert.equal(secy.counters.InPktsNoTag, 6);
});

test('should_encrypt, unsecured, passes clear frames and refuses tagged ones', () => {
  const peer = newSecy(THEIRS);
  ask(peer, configure('must_encrypt'), OPEN);
  secure(peer, testKey(1), OURS);
  const secy = newSecy();
  ask(secy, configure('should_encrypt'), OPEN);
  assert.equal(secy.transmit(CLEAR).type, 'clear');
  assert.equal(secy.receive(CLEAR).type, 'delivered');
  assert.deepEqual(secy.receive(protect(peer, CLEAR)), { type: 'discarded', reason: 'unknown-sci' });
});

test('should_encrypt becomes protected direction by direction: out with our SA, in with what shows the peer protects', () => {
  const peer = newSecy(THEIRS);
  ask(peer, configure('must_encrypt'), OPEN);
  secure(peer, testKey(1), OURS);
  for (const shown of ['first good frame', 'told by the KaY'] as const) {
    const secy = newSecy();
    const key = testKey(1);
    const { keyIdentifier } = key;
    ask(secy, configure('should_encrypt'), OPEN, receiveSa(key), transmitSa(key));
    assert.deepEqual(secy.clearFrames, { transmit: true, receive: true });
    ask(secy, { type: 'enableReceive', keyIdentifier });
    assert.deepEqual(secy.clearFrames, { transmit: true, receive: true });
    ask(secy, { type: 'enableTransmit', keyIdentifier });
    assert.deepEqual(secy.clearFrames, { transmit: false, receive: true });
    assert.equal(secy.transmit(CLEAR).type, 'protected');
    assert.equal(secy.receive(CLEAR).type, 'delivered');
    if (shown === 'told by the KaY') ask(secy, { type: 'requireProtectedReceive' });
    else assert.equal(secy.receive(protect(peer, CLEAR)).type, 'delivered');
    assert.deepEqual(secy.receive(CLEAR), { type: 'discarded', reason: 'clear-frame' });
  }
});

test('should_encrypt stays protected without its SAs, until the KaY allows clear frames', () => {
  const secy = newSecy();
  const key = testKey(1);
  const { keyIdentifier } = key;
  ask(secy, configure('should_encrypt'), OPEN);
  secure(secy, key);
  ask(secy, { type: 'requireProtectedReceive' }, { type: 'deleteSas', keyIdentifier });
  assert.deepEqual(secy.transmit(CLEAR), { type: 'discarded', reason: 'no-transmit-sa' });
  assert.deepEqual(secy.receive(CLEAR), { type: 'discarded', reason: 'clear-frame' });
  ask(secy, { type: 'allowClear' });
  assert.equal(secy.transmit(CLEAR).type, 'clear');
  assert.equal(secy.receive(CLEAR).type, 'delivered');
});

test('from should_encrypt to must_encrypt the port is shut to clear frames at once', () => {
  const secy = newSecy();
  ask(secy, configure('should_encrypt'), OPEN);
  assert.equal(secy.transmit(CLEAR).type, 'clear');
  ask(secy, configure('must_encrypt'));
  assert.equal(secy.transmit(CLEAR).type, 'discarded');
  assert.equal(secy.receive(CLEAR).type, 'discarded');
});

test('from must_encrypt to should_encrypt a secured port stays protected', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'), OPEN);
  secure(secy, testKey(1));
  ask(secy, { type: 'requireProtectedReceive' }, configure('should_encrypt'));
  assert.equal(secy.transmit(CLEAR).type, 'protected');
  assert.deepEqual(secy.receive(CLEAR), { type: 'discarded', reason: 'clear-frame' });
});

test('no_encrypt deletes every SA, and no key comes back after', () => {
  const secy = newSecy();
  ask(secy, configure('must_encrypt'), OPEN);
  secure(secy, testKey(1));
  ask(secy, configure('no_encrypt'));
  assert.deepEqual(secy.status(), { transmitSas: [], receiveSas: [] });
  ask(secy, configure('must_encrypt'));
  askInVain(secy, transmitSa(testKey(1)), 'key-used-before');
  assert.equal(secy.transmit(CLEAR).type, 'discarded');
});

test('frames shorter than a header are refused both ways', () => {
  const secy = newSecy();
  ask(secy, configure('no_encrypt'), OPEN);
  for (let length = 0; length < 14; length += 1) {
    assert.deepEqual(secy.transmit(CLEAR.subarray(0, length)), { type: 'discarded', reason: 'runt' });
    assert.deepEqual(secy.receive(CLEAR.subarray(0, length)), { type: 'discarded', reason: 'runt' });
  }
});
