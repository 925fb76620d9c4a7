import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LIFECYCLES, dueUnder } from '../../../src/directconnect/lifecycle.ts';
import { groupBy } from '../../../src/directconnect/group-by.ts';
import { isEncryptionMode, withoutKeys } from '../../../src/directconnect/model/encryption-mode.ts';
import { hasNoLink, lagState } from '../../../src/directconnect/model/lag.ts';
import type { Lag } from '../../../src/directconnect/model/lag.ts';
import type { Connection } from '../../../src/directconnect/model/connection.ts';
import { sameCkn, settledKey } from '../../../src/directconnect/model/mac-sec-key.ts';
import type { MacSecKey } from '../../../src/directconnect/model/mac-sec-key.ts';
import type { PortState } from '../../../src/directconnect/model/port.ts';
import { TRANSITIONS } from '../../../src/directconnect/model/transition.ts';
import type { TransitionName } from '../../../src/directconnect/model/transition.ts';
import { megabitsPerSecond, membersPerLag, portSpeed } from '../../../src/directconnect/ordering/speed.ts';

const NAMES = Object.keys(TRANSITIONS) as TransitionName[];

describe('when a transition is due', () => {
  it('instant: at once', () => {
    for (const name of NAMES) assert.equal(dueUnder('instant')(name, 5000), 5000);
  });

  it('timed: after its seconds, those given or those that come with it', () => {
    for (const name of NAMES) {
      assert.equal(dueUnder('timed')(name, 5000), 5000 + 1000 * TRANSITIONS[name].seconds);
      assert.equal(dueUnder('timed', { [name]: 0.25 })(name, 5000), 5250);
      assert.equal(dueUnder('timed', { [name]: 0 })(name, 5000), 5000);
    }
  });

  it('manual: when approved, if a carrier decides; as under timed, if the calendar does; at once otherwise', () => {
    for (const name of NAMES) {
      const { decidedBy, seconds } = TRANSITIONS[name];
      const expected = { carrier: undefined, calendar: 5000 + 1000 * seconds, service: 5000 }[decidedBy];
      assert.equal(dueUnder('manual')(name, 5000), expected, name);
    }
    for (const name of ['requested', 'pending'] as const) assert.equal(TRANSITIONS[name].decidedBy, 'carrier');
    for (const name of ['updating', 'associating', 'disassociating'] as const)
      assert.equal(TRANSITIONS[name].decidedBy, 'service');
  });

  it('is one of three ways', () => assert.deepEqual(LIFECYCLES, ['instant', 'timed', 'manual']));
});

describe('a key at an instant', () => {
  const key: MacSecKey = {
    associationNumber: 1,
    ownerId: 'dxcon-fzzzzzzz',
    secretArn: 'arn',
    ckn: 'ab',
    state: 'associating',
    startedAt: 0,
    dueAt: 100,
  };

  for (const [state, dueAt, now, expected] of [
    ['associating', 100, 99, 'associating'],
    ['associating', 100, 100, 'associated'],
    ['disassociating', 100, 99, 'disassociating'],
    ['disassociating', 100, 100, undefined],
    ['associated', undefined, 1e12, 'associated'],
    // Its secret's deletion: who settles the store takes it off, with all that belongs to that.
    ['associated', 100, 100, 'associated'],
  ] as const) {
    it(`that is ${state} until ${dueAt} is ${expected ?? 'gone'} at ${now}`, () => {
      assert.equal(settledKey({ ...key, state, dueAt }, now)?.state, expected);
    });
  }

  it('has no end once it is associated', () => assert.equal(settledKey(key, 100)?.dueAt, undefined));
});

describe('small rules', () => {
  it('a CKN is one whatever the case of its digits', () => {
    assert.ok(sameCkn('aB01', 'Ab01'));
    assert.ok(!sameCkn('ab01', 'ab02'));
    assert.ok(!sameCkn('ab', '0ab'));
  });

  it('modes are three words, and must_encrypt alone does not outlive the keys', () => {
    for (const mode of ['no_encrypt', 'should_encrypt', 'must_encrypt']) assert.ok(isEncryptionMode(mode));
    for (const mode of ['', 'Must_encrypt', 'must_encrypt ', 'unknown', 'toString']) assert.ok(!isEncryptionMode(mode));
    assert.deepEqual((['no_encrypt', 'should_encrypt', 'must_encrypt'] as const).map(withoutKeys), [
      'no_encrypt',
      'should_encrypt',
      'should_encrypt',
    ]);
  });

  for (const [state, minimumLinks, members, shown] of [
    ['available', 0, [], 'available'],
    ['available', 0, ['down', 'pending'], 'available'],
    ['available', 1, ['available', 'down'], 'available'],
    ['available', 2, ['available', 'down'], 'down'],
    ['available', 1, ['pending'], 'down'],
    ['pending', 2, ['available'], 'pending'],
    ['requested', 1, [], 'requested'],
  ] as const) {
    it(`a LAG that is ${state}, of [${members.join(', ')}] with a minimum of ${minimumLinks}, is ${shown}`, () => {
      const lag = { state, minimumLinks } as unknown as Lag;
      const ports = members.map((member: PortState) => ({ state: member })) as unknown as Connection[];
      assert.equal(lagState(lag, ports), shown);
    });
  }

  for (const [state, minimumLinks, members, isSo] of [
    ['available', 0, [], true],
    ['available', 0, ['down', 'down'], true],
    ['available', 0, ['down', 'available'], false],
    ['available', 2, ['down', 'available'], true],
    ['pending', 0, ['pending'], false],
  ] as const) {
    it(`a LAG that is ${state}, of [${members.join(', ')}] with a minimum of ${minimumLinks}, has ${isSo ? 'no' : 'a'} link for what it carries`, () => {
      const lag = { state, minimumLinks } as unknown as Lag;
      const ports = members.map((member: PortState) => ({ state: member })) as unknown as Connection[];
      assert.equal(hasNoLink(lag, ports), isSo);
    });
  }

  it('speeds are read in both of their forms', () => {
    for (const [bandwidth, megabits] of [
      ['50Mbps', 50],
      ['1Gbps', 1000],
      ['400Gbps', 400_000],
      ['0Gbps', undefined],
      ['1G', undefined],
      ['1.5Gbps', undefined],
      ['1Tbps', undefined],
      [' 1Gbps', undefined],
      ['-1Gbps', undefined],
    ] as const)
      assert.equal(megabitsPerSecond(bandwidth), megabits, bandwidth);
    assert.equal(portSpeed('100Gbps'), '100G');
  });

  it('a LAG has four members below 100 Gbit/s, and two from there on', () => {
    assert.deepEqual(['1Gbps', '10Gbps', '100Gbps', '400Gbps'].map(membersPerLag), [4, 4, 2, 2]);
  });

  it('groups keep the order of the items', () => {
    assert.deepEqual(
      [...groupBy([3, 1, 4, 1, 5, 9, 2, 6], (number) => number % 2)],
      [
        [1, [3, 1, 1, 5, 9]],
        [0, [4, 2, 6]],
      ],
    );
  });
});
