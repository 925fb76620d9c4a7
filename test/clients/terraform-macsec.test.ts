import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { casesOf } from './harness/cases.ts';
import { setStage } from './harness/stage.ts';
import { findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

/** As Terraform's own function of that name. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the provider is to show of a key. */
const keyOf = (values: Readonly<Record<string, unknown>>): object => ({ ckn: values['ckn'], state: values['state'] });

define('macsec-keys', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'macsec-keys');
  await terraform.apply();
  await terraform.planIsEmpty();
  const values = await terraform.show();
  for (const name of ['a', 'b', 'c']) {
    const key = values(`aws_dx_macsec_key_association.three["${name}"]`);
    assert.deepEqual(keyOf(key), { ckn: sha256(`ckn ${name}`), state: 'associated' });
    assert.match(String(key['start_on']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  }
  const pair = [0, 1].map((index) => values(`aws_dx_macsec_key_association.pair[${index}]`));
  for (const key of pair)
    assert.deepEqual(keyOf(key), { ckn: sha256('ckn shared').toUpperCase(), state: 'associated' });
  assert.equal(pair[0]?.['secret_arn'], pair[1]?.['secret_arn']);
  const connection = values('aws_dx_connection.three');
  assert.equal(connection['macsec_capable'], true);
  assert.equal(connection['encryption_mode'], 'should_encrypt');
  await terraform.destroy();
  // The secrets of these keys are still there, and are taken up again.
  await terraform.apply();
  await terraform.destroy();
});

define('secret-arn', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'secret-arn');
  await terraform.apply();
  await terraform.planIsEmpty();
  const values = await terraform.show();
  const own = values('aws_dx_macsec_key_association.own');
  assert.deepEqual(keyOf(own), { ckn: sha256('ckn own'), state: 'associated' });
  assert.equal(own['secret_arn'], values('aws_secretsmanager_secret.own')['arn']);
  const again = values('aws_dx_macsec_key_association.used_again');
  assert.deepEqual(keyOf(again), { ckn: sha256('ckn made'), state: 'associated' });

  assert.equal(values('data.aws_secretsmanager_secret.own')['arn'], own['secret_arn']);
  assert.equal(values('data.aws_secretsmanager_secret.own')['description'], "A pair of the customer's own");
  const pair = (secret: string): unknown =>
    JSON.parse(String(values(`data.aws_secretsmanager_secret_version.${secret}`)['secret_string']));
  assert.deepEqual(pair('own'), { ckn: sha256('ckn own'), cak: sha256('cak own') });
  assert.deepEqual(pair('made'), { ckn: sha256('ckn made'), cak: sha256('cak made') });
  assert.equal(
    values('data.aws_secretsmanager_secret.made')['name'],
    `directconnect!prod/us-east-1/directconnect/${sha256('ckn made')}`,
  );
  await terraform.destroy();
  await terraform.apply();
  await terraform.destroy();
});

define('encryption-mode', async (t) => {
  const terraform = new Terraform(await setStage(t), found, 'encryption-mode');
  const mode = async (): Promise<unknown> => (await terraform.show())('aws_dx_connection.this')['encryption_mode'];
  await terraform.apply();
  await terraform.planIsEmpty();
  assert.equal(await mode(), 'should_encrypt');
  // The provider does not send the mode when it creates a connection: it takes a second apply.
  await terraform.set({ encryption_mode: 'must_encrypt' }).apply();
  await terraform.planIsEmpty();
  assert.equal(await mode(), 'must_encrypt');
  await terraform.destroy();
  await terraform.set({}).apply();
  await terraform.destroy();
});
