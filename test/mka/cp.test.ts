import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyIdentifier, MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type { CpAction, CpState } from '../../src/mka/cp.ts';
import { CP_TRANSITIONS, Cp } from '../../src/mka/cp.ts';
import { MKA_TIME, instantAt } from '../../src/mka/timers.ts';

const T0 = instantAt(0);
const key = (kn: number): KeyIdentifier => ({ mi: '0123456789abcdef01234567' as MemberIdentifier, kn });

/** Steps the machine until it rests: the states it came through, and what it asked for. */
function run(cp: Cp, now = T0): { readonly states: CpState[]; readonly actions: CpAction[] } {
  const states: CpState[] = [];
  const actions: CpAction[] = [];
  for (let step = cp.step(now); step !== undefined; step = cp.step(now)) {
    states.push(step.to);
    actions.push(...step.actions);
    assert.ok(states.length < 20);
  }
  return { states, actions };
}

function offered(cp: Cp, kn: number, an: 0 | 1 | 2 | 3): void {
  Object.assign(cp.variables, { newSAK: true, distributedKI: key(kn), distributedAN: an });
}

function securedClient(): Cp {
  const cp = new Cp();
  cp.variables.connect = 'SECURE';
  offered(cp, 1, 0);
  run(cp);
  run(cp, instantAt(MKA_TIME.sakRetire));
  return cp;
}

test('a client with its first SAK transmits at once, for the port is closed', () => {
  const cp = new Cp();
  cp.variables.connect = 'SECURE';
  assert.deepEqual(run(cp).states, ['CHANGE', 'SECURED']);
  offered(cp, 1, 2);
  const { states, actions } = run(cp);
  assert.deepEqual(states, ['RECEIVE', 'RECEIVING', 'READY', 'TRANSMIT', 'TRANSMITTING']);
  assert.deepEqual(actions, [
    { type: 'createSAs', key: key(1) },
    { type: 'enableReceiveSAs', key: key(1) },
    { type: 'enableTransmitSA', key: key(1) },
    { type: 'setControlledPort', enabled: true },
  ]);
  assert.deepEqual(run(cp, instantAt(MKA_TIME.sakRetire - 1)).states, []);
  assert.deepEqual(run(cp, instantAt(MKA_TIME.sakRetire)).states, ['RETIRE']);
  const { lki, oki, otx, orx, oan } = cp.variables;
  assert.deepEqual([lki, oki, otx, orx, oan], [undefined, key(1), true, true, 2]);
});

test('a client with its second SAK waits for the key server to transmit', () => {
  const cp = securedClient();
  offered(cp, 2, 1);
  assert.deepEqual(run(cp).states, ['RECEIVE', 'RECEIVING', 'READY']);
  assert.deepEqual(run(cp, instantAt(100 * MKA_TIME.life)).states, []);
  cp.variables.serverTransmitting = true;
  const { states, actions } = run(cp);
  assert.deepEqual(states, ['TRANSMIT', 'TRANSMITTING']);
  assert.deepEqual(actions, [{ type: 'enableTransmitSA', key: key(2) }]);
  assert.deepEqual(run(cp, instantAt(MKA_TIME.sakRetire)).actions, [{ type: 'deleteSAs', key: key(1) }]);
});

test('a key server transmits when all receive, or when it has waited for the life time', () => {
  for (const [allReceiving, now] of [
    [true, T0],
    [false, instantAt(MKA_TIME.life)],
  ] as const) {
    const cp = new Cp();
    Object.assign(cp.variables, { connect: 'SECURE', electedSelf: true });
    offered(cp, 1, 0);
    assert.equal(run(cp).states.at(-1), 'RECEIVING');
    cp.variables.allReceiving = allReceiving;
    assert.deepEqual(run(cp, now).states.slice(0, 2), ['TRANSMIT', 'TRANSMITTING']);
  }
});

test('a SAK that is overtaken by another is abandoned', () => {
  const cp = securedClient();
  offered(cp, 2, 1);
  run(cp);
  offered(cp, 3, 2);
  const { states, actions } = run(cp);
  assert.deepEqual(states, ['ABANDON', 'RECEIVE', 'RECEIVING', 'READY']);
  assert.deepEqual(actions[0], { type: 'deleteSAs', key: key(2) });
  assert.deepEqual(cp.variables.oki, key(1));
  assert.equal(cp.variables.otx, true);
});

test('what changes closes the port and deletes all SAs, from wherever', () => {
  for (const change of [{ connect: 'PENDING' }, { chgdServer: true }, { chgdSuite: true }] as const) {
    for (const stage of ['first', 'receiving', 'transmitting', 'retired'] as const) {
      const cp = stage === 'first' ? new Cp() : securedClient();
      cp.variables.connect = 'SECURE';
      offered(cp, 2, 1);
      if (stage === 'first') cp.variables.electedSelf = true;
      if (stage === 'transmitting' || stage === 'retired') cp.variables.serverTransmitting = true;
      run(cp);
      if (stage === 'retired') run(cp, instantAt(10 * MKA_TIME.sakRetire));
      const held = [cp.variables.lki, cp.variables.oki].filter((ki) => ki !== undefined);
      const wasOpen = cp.variables.controlledPortEnabled;
      Object.assign(cp.variables, change);
      const { states, actions } = run(cp);
      assert.ok(states.includes('CHANGE'), stage);
      assert.equal(actions.filter(({ type }) => type === 'deleteSAs').length, held.length, stage);
      assert.equal(
        actions.some((action) => action.type === 'setControlledPort' && !action.enabled),
        wasOpen,
      );
      const { lki, oki, ltx, lrx, otx, orx } = cp.variables;
      assert.deepEqual([lki, oki, ltx, lrx, otx, orx], [undefined, undefined, false, false, false, false]);
    }
  }
});

test('with clear frames allowed the port is never closed on the way', () => {
  const cp = new Cp();
  Object.assign(cp.variables, { connect: 'UNAUTHENTICATED', clearAllowed: true });
  assert.deepEqual(run(cp).actions, [{ type: 'setControlledPort', enabled: true }, { type: 'allowClear' }]);
  cp.variables.connect = 'SECURE';
  offered(cp, 1, 0);
  const { states, actions } = run(cp);
  assert.equal(states.at(-1), 'READY', 'open in clear, so it waits for the key server');
  assert.ok(actions.every(({ type }) => type !== 'setControlledPort'));
});

test('every state but those with a SAK on its way is left for CHANGE, and every state is reached', () => {
  const targets = new Set(CP_TRANSITIONS.map(({ to }) => to));
  const sources = new Set(CP_TRANSITIONS.map(({ from }) => from));
  assert.deepEqual([...sources].toSorted(), [...targets, 'INIT'].toSorted());
});
