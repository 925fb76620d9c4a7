import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testClock } from '../harness/clock.ts';
import { startCore } from '../harness/core.ts';
import type { TestCore } from '../harness/core.ts';
import { DELIVERY, DURATIONS } from './timed.ts';

const CONNECTION = { location: 'EqDC2', bandwidth: '10Gbps', requestMACSec: true };

describe('a change under timed, while the port is not secured and not yet down', () => {
  const clock = testClock();
  const settling = new Set<string>();
  const down = new Set<string>();
  let core: TestCore;
  before(() => {
    const ports = {
      isEncrypted: () => false,
      isSettling: (id: string) => settling.has(id),
      isOperational: (id: string) => !down.has(id),
    };
    core = startCore({ lifecycle: 'timed', durations: DURATIONS, now: clock.now }, ports);
  });
  after(() => core.close());

  const ask = async (operation: string, input: object) => (await core.call(operation, input)).body;
  const only = async (operation: string, input: object, list: string) => {
    const [item] = (await ask(operation, input))[list] as readonly Readonly<Record<string, string>>[];
    assert.ok(item);
    return item;
  };
  const stateOf = async (connectionId: string) =>
    (await only('DescribeConnections', { connectionId }, 'connections'))['connectionState'];

  it('lasts until that is known, and no longer', async () => {
    const { connectionId } = await ask('CreateConnection', { ...CONNECTION, connectionName: 'settling' });
    const id = String(connectionId);
    clock.pass(DELIVERY);
    settling.add(id);
    await ask('UpdateConnection', { connectionId, encryptionMode: 'must_encrypt' });
    const seen = [];
    for (const seconds of [0, DURATIONS.updating - 1, 1, 5]) {
      clock.pass(seconds);
      seen.push(await stateOf(id));
    }
    settling.delete(id);
    seen.push(await stateOf(id));
    assert.deepEqual(seen, ['pending', 'pending', 'pending', 'pending', 'available']);
  });

  it('ends with a port that is down, if that is what becomes of it: nobody sees it available in between', async () => {
    const { connectionId } = await ask('CreateConnection', { ...CONNECTION, connectionName: 'down' });
    const id = String(connectionId);
    clock.pass(DELIVERY);
    settling.add(id);
    await ask('UpdateConnection', { connectionId, encryptionMode: 'must_encrypt' });
    clock.pass(DURATIONS.updating);
    const seen = [await stateOf(id)];
    settling.delete(id);
    down.add(id);
    seen.push(await stateOf(id));
    assert.deepEqual(seen, ['pending', 'down']);
  });

  it('is not drawn out on other ports, nor shortened where it is known early', async () => {
    const { connectionId } = await ask('CreateConnection', { ...CONNECTION, connectionName: 'known' });
    clock.pass(DELIVERY);
    await ask('UpdateConnection', { connectionId, encryptionMode: 'must_encrypt' });
    const seen = [await stateOf(String(connectionId))];
    clock.pass(DURATIONS.updating);
    seen.push(await stateOf(String(connectionId)));
    assert.deepEqual(seen, ['pending', 'available']);
  });

  it('lasts for a LAG while one of its members is such a port', async () => {
    const { lagId, connections } = await ask('CreateLag', {
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 2,
      lagName: 'settling',
      requestMACSec: true,
    });
    const member = (connections as readonly Readonly<Record<string, string>>[])[1]?.['connectionId'] ?? '';
    clock.pass(DELIVERY);
    settling.add(member);
    await ask('UpdateLag', { lagId, encryptionMode: 'must_encrypt' });
    clock.pass(DURATIONS.updating);
    const lagState = async () => (await only('DescribeLags', { lagId }, 'lags'))['lagState'];
    const seen = [await lagState()];
    settling.delete(member);
    seen.push(await lagState());
    assert.deepEqual(seen, ['pending', 'available']);
  });
});
