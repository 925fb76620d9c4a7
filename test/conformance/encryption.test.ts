import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Connection, DirectConnect } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { eventually } from '../harness/eventually.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, lagOf, orderConnection } from '../harness/orders.ts';

describe('a port with its built-in router', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  const becomes = (connectionId: string, expected: Partial<Connection>): Promise<Connection> =>
    eventually(
      () => connectionOf(dx, connectionId),
      (connection) => {
        for (const [member, value] of Object.entries(expected))
          assert.deepEqual(connection[member as keyof Connection], value);
      },
    );

  it('reports Encryption Up once a key is associated, and Down once it is gone', async () => {
    const connectionId = await orderConnection(dx);
    const secretARN = await associate(dx, connectionId, pairOf('up'));
    await becomes(connectionId, { portEncryptionStatus: 'Encryption Up', connectionState: 'available' });
    await dx.disassociateMacSecKey({ connectionId, secretARN });
    await becomes(connectionId, { portEncryptionStatus: 'Encryption Down', connectionState: 'available' });
  });

  it('is up under must_encrypt, too, and stays up while keys are exchanged', async () => {
    const connectionId = await orderConnection(dx, { bandwidth: '100Gbps' });
    const first = await associate(dx, connectionId, pairOf('old'));
    await becomes(connectionId, { portEncryptionStatus: 'Encryption Up' });
    await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    await associate(dx, connectionId, pairOf('new'));
    await dx.disassociateMacSecKey({ connectionId, secretARN: first });
    await becomes(connectionId, {
      portEncryptionStatus: 'Encryption Up',
      encryptionMode: 'must_encrypt',
      connectionState: 'available',
    });
  });

  it('goes down under must_encrypt without a key, and comes back with one', async () => {
    const connectionId = await orderConnection(dx);
    await dx.updateConnection({ connectionId, encryptionMode: 'must_encrypt' });
    await becomes(connectionId, { connectionState: 'down', portEncryptionStatus: 'Encryption Down' });
    await associate(dx, connectionId, pairOf('repair'));
    await becomes(connectionId, { connectionState: 'available', portEncryptionStatus: 'Encryption Up' });
  });

  it('secures each member of a LAG with the keys of the LAG', async () => {
    const { lagId } = await dx.createLag({
      lagName: 'lag',
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 2,
      requestMACSec: true,
    });
    await associate(dx, lagId ?? '', pairOf('lag'));
    await eventually(
      () => lagOf(dx, lagId ?? ''),
      (lag) => {
        assert.deepEqual(
          lag.connections?.map((member) => member.portEncryptionStatus),
          ['Encryption Up', 'Encryption Up'],
        );
      },
    );
  });

  it('does not encrypt under no_encrypt', async () => {
    const connectionId = await orderConnection(dx);
    await associate(dx, connectionId, pairOf('clear'));
    await becomes(connectionId, { portEncryptionStatus: 'Encryption Up' });
    await dx.updateConnection({ connectionId, encryptionMode: 'no_encrypt' });
    await becomes(connectionId, { portEncryptionStatus: 'Encryption Down', connectionState: 'available' });
    await dx.updateConnection({ connectionId, encryptionMode: 'should_encrypt' });
    await becomes(connectionId, { portEncryptionStatus: 'Encryption Up' });
  });
});
