import assert from 'node:assert/strict';
import { casesOf } from './harness/cases.ts';
import { setStage } from './harness/stage.ts';
import { findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

define('lag', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'lag');
  await terraform.apply();
  await terraform.planIsEmpty();
  const values = await terraform.show();
  const lag = values('aws_dx_lag.this');
  assert.equal(lag['jumbo_frame_capable'], true);
  assert.equal(lag['owner_account_id'], '000000000000');
  assert.equal(lag['arn'], `arn:aws:directconnect:us-east-1:000000000000:dxlag/${String(lag['id'])}`);
  for (const index of [0, 1])
    assert.equal(values(`aws_dx_connection_association.member[${index}]`)['lag_id'], lag['id']);
  assert.equal(values('aws_dx_lag.of_existing')['connection_id'], values('aws_dx_connection.first')['id']);
  // LAGs, their members and the memberships go together.
  await terraform.destroy();
  await terraform.apply();
  await terraform.destroy();
});

const TAGGED = ['aws_dx_connection.this', 'aws_dx_lag.this', 'aws_secretsmanager_secret.this'];
const TAGS = [{ team: 'network', stage: 'test' }, { team: 'security', cost: 'none' }, {}];

define('tags', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'tags');
  for (const tags of TAGS) {
    await terraform.set({ tags: JSON.stringify(tags) }).apply();
    // The plan has read the tags from the server.
    await terraform.planIsEmpty();
  }
  const values = await terraform.show();
  for (const address of TAGGED) assert.deepEqual(values(address)['tags_all'], { managed: 'terraform' }, address);
  await terraform.destroy();
  await terraform.set({ tags: JSON.stringify(TAGS[0]) }).apply();
  await terraform.destroy();
});

// The provider then makes ARNs without an account.
define('tags-without-account-id', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'tags');
  const [first, second] = TAGS;
  for (const tags of [first, second]) {
    await terraform.set({ tags: JSON.stringify(tags), skip_requesting_account_id: true }).apply();
    await terraform.planIsEmpty();
  }
  const values = await terraform.show();
  for (const address of TAGGED)
    assert.deepEqual(values(address)['tags_all'], { managed: 'terraform', ...second }, address);
  await terraform.destroy();
});

define('assumed-role', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'assumed-role');
  await terraform.apply();
  await terraform.planIsEmpty();
  const values = await terraform.show();
  for (const [name, account] of [
    ['assumed', '222222222222'],
    ['own', '000000000000'],
  ] as const) {
    assert.equal(values(`data.aws_caller_identity.${name}`)['account_id'], account);
    assert.equal(values(`aws_dx_connection.${name}`)['owner_account_id'], account);
  }
  await terraform.destroy();
});

define('data-sources', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'data-sources');
  await terraform.apply();
  await terraform.planIsEmpty();
  const values = await terraform.show();
  assert.equal(values('data.aws_caller_identity.this')['account_id'], '000000000000');
  const codes = values('data.aws_dx_locations.all')['location_codes'];
  assert.ok(Array.isArray(codes) && codes.length >= 3 && codes.includes('EqDC2'));
  const here = values('data.aws_dx_location.here');
  assert.deepEqual([...(here['available_macsec_port_speeds'] as string[])].sort().slice(0, 2), ['100G', '10G']);
  const made = values('aws_dx_connection.this');
  const looked = values('data.aws_dx_connection.this');
  for (const member of ['id', 'arn', 'bandwidth', 'location', 'provider_name', 'owner_account_id', 'partner_name'])
    assert.equal(looked[member], made[member], member);
  assert.ok(made['provider_name']);
  assert.deepEqual(looked['tags'], { team: 'network' });
  await terraform.destroy();
  await terraform.apply();
  await terraform.destroy();
});
