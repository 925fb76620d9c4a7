import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { Connection } from '@aws-sdk/client-direct-connect';
import { pairOf } from '../harness/keys.ts';
import { associate, connectionOf, orderConnection } from '../harness/orders.ts';
import { casesOf } from './harness/cases.ts';
import { eventually } from './harness/eventually.ts';
import { setStage } from './harness/stage.ts';
import type { Stage } from './harness/stage.ts';
import { findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

function directConnect(t: TestContext, stage: Stage): DirectConnect {
  const client = new DirectConnect({
    endpoint: stage.server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  t.after(() => client.destroy());
  return client;
}

// The provider waits for some changes, and takes a state that it does not expect for a failure.
define('timed', async (t) => {
  const durations = 'requested=1,pending=1,updating=1,associating=1,disassociating=1';
  const stage = await setStage(t, ['--memory', '--lifecycle', 'timed', '--durations', durations]);
  const terraform = new Terraform(stage, found, 'timed');
  const dx = directConnect(t, stage);
  const timed = (): Promise<Connection> =>
    eventually(
      async () => (await dx.describeConnections({})).connections?.find((each) => each.connectionName === 'timed') ?? {},
      ({ connectionState, macSecKeys }) =>
        connectionState === 'available' && macSecKeys?.every((key) => key.state === 'associated') === true,
    );
  await terraform.apply();
  // AWS, too, takes keys only once a connection is available, which the provider does not wait for.
  const { connectionId = '' } = await timed();
  await terraform.set({ keys: true }).apply();
  assert.equal((await timed()).macSecKeys?.length, 1);
  await terraform.planIsEmpty();
  await terraform.set({ keys: true, encryption_mode: 'must_encrypt' }).apply();
  const { connectionState, encryptionMode } = await connectionOf(dx, connectionId);
  assert.deepEqual(
    { connectionState, encryptionMode },
    { connectionState: 'available', encryptionMode: 'must_encrypt' },
  );
  await terraform.planIsEmpty();
  await terraform.destroy();
  await terraform.set({}).apply();
  await terraform.destroy();
});

define('key-before-available', async (t) => {
  const stage = await setStage(t, ['--memory', '--lifecycle', 'manual']);
  const terraform = new Terraform(stage, found, 'timed');
  await terraform
    .set({ keys: true })
    .applyRefused(/DirectConnectClientException: The port is not in available state to associate the key for account/);
  await terraform.destroy();
});

define('import', async (t) => {
  const stage = await setStage(t);
  const terraform = new Terraform(stage, found, 'import');
  const dx = directConnect(t, stage);
  const pair = pairOf('imported');
  const connectionId = await orderConnection(dx, {
    connectionName: 'imported',
    tags: [{ key: 'team', value: 'network' }],
  });
  const secretArn = await associate(dx, connectionId, pair);
  terraform.set({ secret_arn: secretArn });
  await terraform.import('aws_dx_connection.this', connectionId);
  await terraform.import('aws_dx_macsec_key_association.this', `${secretArn}_${connectionId}`);
  const values = await terraform.show();
  const { name, location, bandwidth, encryption_mode } = values('aws_dx_connection.this');
  assert.deepEqual(
    { name, location, bandwidth, encryption_mode },
    { name: 'imported', location: 'EqDC2', bandwidth: '10Gbps', encryption_mode: 'should_encrypt' },
  );
  const { ckn, connection_id, secret_arn, state } = values('aws_dx_macsec_key_association.this');
  assert.deepEqual(
    { ckn, connection_id, secret_arn, state },
    { ckn: pair.ckn, connection_id: connectionId, secret_arn: secretArn, state: 'associated' },
  );
  await terraform.planIsEmpty();
  assert.equal((await connectionOf(dx, connectionId)).macSecKeys?.length, 1);
  await terraform.destroy();
});
