import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeCrypto } from '../../../src/crypto/node/node-crypto.ts';
import type { CipherSuiteName } from '../../../src/lmi/cipher-suite.ts';
import type { SecyRequest } from '../../../src/lmi/request.ts';
import { KernelMacsec, macsecFamily } from '../../../src/port/secy/kernel-macsec.ts';
import { KernelSecy } from '../../../src/port/secy/kernel-secy.ts';
import { CLOSE, configure, OPEN, OURS, receiveSa, testKey, THEIRS, transmitSa } from '../../secy/rig.ts';
import type { TestKey } from '../../secy/rig.ts';
import { FakeKernel, FAMILY } from './fake-kernel.ts';

const PARENT = 4;

function made(suite: CipherSuiteName = 'GCM-AES-256') {
  const kernel = new FakeKernel();
  const secy = new KernelSecy({
    kernel: new KernelMacsec(kernel.route, kernel.generic, FAMILY),
    device: 'ms-eth1',
    parent: PARENT,
    sci: OURS,
    suite,
    crypto: nodeCrypto,
    closed: () => {},
  });
  const done = (...requests: readonly SecyRequest[]): void => {
    for (const request of requests) assert.equal(secy.request(request).done, true, request.type);
  };
  return { kernel, secy, done };
}

const use = (key: TestKey): readonly SecyRequest[] => [
  receiveSa(key),
  transmitSa(key),
  { type: 'enableReceive', keyIdentifier: key.keyIdentifier },
  { type: 'enableTransmit', keyIdentifier: key.keyIdentifier },
];

const [ONE, TWO] = [testKey(1), testKey(2)];

describe('the SecY of a kernel', () => {
  it('is found by its name', () => {
    assert.equal(macsecFamily(new FakeKernel().generic), FAMILY);
  });

  it('is a device upon the interface, strict, shut until the port opens', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt', { window: 8 }));
    const { name, parent, sci, suite, up, replay } = kernel.device;
    assert.deepEqual(
      { name, parent, sci, suite, up, replay },
      { name: 'ms-eth1', parent: PARENT, sci: OURS, suite: '0080c20001000002', up: false, replay: '1 8' },
    );
    done(OPEN);
    assert.equal(kernel.device.up, true);
    done(CLOSE);
    assert.equal(kernel.device.up, false);
    done(OPEN);
    secy.close();
    assert.deepEqual(kernel.devices, []);
  });

  for (const mode of ['should_encrypt', 'no_encrypt'] as const) {
    it(`stays shut under ${mode}`, () => {
      const { kernel, done } = made();
      done(configure('must_encrypt'), OPEN, configure(mode));
      assert.equal(kernel.device.up, false);
      done(OPEN);
      assert.equal(kernel.device.up, false);
    });
  }

  it('has SAs that nothing uses until it is asked to, and the device protects with the newest', () => {
    const { kernel, done } = made();
    done(configure('must_encrypt'), receiveSa(ONE), transmitSa(ONE));
    const [sending, receiving] = [kernel.device.transmit.get(0), kernel.device.receive.get(THEIRS)?.get(0)];
    assert.deepEqual([sending?.active, receiving?.active], [false, false]);
    assert.deepEqual([sending?.key, sending?.keyId], ['01'.repeat(32), '0102030405060708090a0b0c00000001']);
    done(...use(TWO));
    assert.equal(kernel.device.encodingSa, 1);
    assert.equal(kernel.device.transmit.get(1)?.active, true);
    assert.equal(kernel.device.receive.get(THEIRS)?.get(1)?.active, true);
    assert.equal(sending?.active, false);
  });

  it('deletes SAs that are in use, and channels', () => {
    const { kernel, done } = made();
    done(configure('must_encrypt'), ...use(ONE), ...use(TWO));
    done({ type: 'deleteSas', keyIdentifier: ONE.keyIdentifier });
    assert.deepEqual([...kernel.device.transmit.keys()], [1]);
    done({ type: 'deleteSas', keyIdentifier: TWO.keyIdentifier }, { type: 'deleteReceiveSc', sci: THEIRS });
    assert.equal(kernel.device.receive.size + kernel.device.transmit.size, 0);
  });

  it('replaces an SA whose AN another key takes', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt'), ...use(ONE));
    const five = testKey(5);
    assert.deepEqual(secy.request({ ...receiveSa(five), replace: true }), { done: true, replaced: ONE.keyIdentifier });
    done({ ...transmitSa(five), replace: true });
    assert.equal(kernel.device.transmit.get(0)?.key, '05'.repeat(32));
    assert.equal(kernel.device.receive.get(THEIRS)?.get(0)?.key, '05'.repeat(32));
  });

  it('refuses what our own SecY refuses, and the kernel hears nothing of it', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt'), ...use(TWO));
    assert.deepEqual(secy.request(transmitSa(TWO)), { done: false, refused: 'already-installed' });
    assert.deepEqual(secy.request(transmitSa(ONE)), { done: false, refused: 'key-used-before' });
    assert.deepEqual(secy.request(receiveSa(ONE, OURS)), { done: false, refused: 'own-sci' });
    assert.deepEqual([...kernel.device.transmit.keys()], [1]);
  });

  it('is made anew for another cipher suite, with SSCIs and salt', () => {
    const { kernel, done } = made();
    done(configure('must_encrypt', { window: 2 }), OPEN);
    const before = kernel.device.index;
    done(...use(testKey(1, 'GCM-AES-XPN-256')));
    assert.equal(kernel.devices.length, 1);
    assert.notEqual(kernel.device.index, before);
    assert.deepEqual([kernel.device.suite, kernel.device.up, kernel.device.replay], ['0080c20001000004', true, '1 2']);
    const salt = 'e0e1e2e3e4e5e6e7e8e9eaeb';
    assert.equal(kernel.device.transmit.get(0)?.xpn, `00000002 ${salt}`);
    assert.equal(kernel.device.receive.get(THEIRS)?.get(0)?.xpn, `00000001 ${salt}`);
  });

  it('tells the packet numbers and counters of the kernel', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt', { window: 10 }), ...use(ONE));
    Object.assign(kernel.device.transmit.get(0) ?? {}, { pn: 0xc000_0000n });
    Object.assign(kernel.device.receive.get(THEIRS)?.get(0) ?? {}, { pn: 500n, framesOk: 3 });
    const { transmitSas, receiveSas } = secy.status();
    assert.deepEqual(
      transmitSas.map(({ an, inUse, nextPn }) => ({ an, inUse, nextPn })),
      [{ an: 0, inUse: true, nextPn: 0xc000_0000n }],
    );
    assert.deepEqual(
      receiveSas.map(({ sci, nextPn, lowestPn }) => ({ sci, nextPn, lowestPn })),
      [{ sci: THEIRS, nextPn: 500n, lowestPn: 490n }],
    );
    const { OutPktsEncrypted, InPktsOK, InPktsNotValid, InPktsNoTag } = secy.counters;
    assert.deepEqual([OutPktsEncrypted, InPktsOK, InPktsNotValid, InPktsNoTag], [7, 40, 1, 3]);
  });

  it('tells once of the first good frame, and of the last packet number', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt'), ...use(ONE));
    secy.status();
    assert.equal(secy.hasIndications, false);
    Object.assign(kernel.device.receive.get(THEIRS)?.get(0) ?? {}, { framesOk: 1 });
    Object.assign(kernel.device.transmit.get(0) ?? {}, { pn: 0n });
    assert.equal(secy.status().transmitSas[0]?.nextPn, 0x1_0000_0000n);
    secy.status();
    const { keyIdentifier } = ONE;
    assert.deepEqual(secy.drain(), [
      { type: 'pnExhausted', keyIdentifier },
      { type: 'firstProtectedFrame', keyIdentifier, sci: THEIRS },
    ]);
  });

  it('raises the lowest packet number, and never lowers it', () => {
    const { kernel, done } = made();
    done(configure('must_encrypt'), ...use(ONE));
    const { keyIdentifier } = ONE;
    const sa = kernel.device.receive.get(THEIRS)?.get(0);
    done({ type: 'raiseLowestPn', sci: THEIRS, keyIdentifier, lowestPn: 90n });
    assert.equal(sa?.pn, 90n);
    done({ type: 'raiseLowestPn', sci: THEIRS, keyIdentifier, lowestPn: 50n });
    assert.equal(sa?.pn, 90n);
  });

  it('begins again without an SA when the kernel refuses, and takes no key that was in use', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt'), OPEN, ...use(ONE));
    kernel.refusals.set(4, 'ENOMEM');
    done(receiveSa(TWO));
    assert.deepEqual(secy.request(transmitSa(TWO)), { done: false, refused: 'data-plane' });
    assert.match(secy.fault ?? '', /device ms-eth1, failed at installTransmitSa: ENOMEM/);
    assert.deepEqual(secy.status(), { transmitSas: [], receiveSas: [] });
    assert.deepEqual(kernel.devices, []);
    kernel.refusals.clear();
    assert.deepEqual(secy.request(transmitSa(ONE)), { done: false, refused: 'key-used-before' });
    done(...use(testKey(3)));
    assert.equal(secy.fault, undefined);
    assert.equal(kernel.device.up, true);
  });

  it('tells that its SAs are lost when somebody takes the device away', () => {
    const { kernel, done, secy } = made();
    done(configure('must_encrypt'), ...use(ONE));
    kernel.devices.length = 0;
    assert.deepEqual(secy.status().transmitSas.length, 0);
    assert.deepEqual(secy.drain(), [{ type: 'sasLost' }]);
    secy.status();
    assert.equal(secy.hasIndications, false);
  });

  it('takes away what an earlier process has left, and leaves what is not its own', () => {
    const { kernel, done } = made();
    done(configure('must_encrypt'), ...use(ONE));
    const another = new KernelMacsec(kernel.route, kernel.generic, FAMILY);
    another.create({ name: 'ms-eth1', parent: PARENT, sci: OURS, suite: 'GCM-AES-256' });
    assert.equal(kernel.device.transmit.size, 0);
    assert.throws(() => another.create({ name: 'ms-eth1', parent: 5, sci: OURS, suite: 'GCM-AES-256' }), /EEXIST/);
  });

  it('never shows a key', () => {
    const { done, secy } = made();
    done(configure('must_encrypt'), ...use(ONE));
    const seen = JSON.stringify([secy.status(), secy.counters], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    assert.doesNotMatch(seen, /(01){16}/);
  });
});
