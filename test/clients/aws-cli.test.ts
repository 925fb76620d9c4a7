import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { pairOf } from '../harness/keys.ts';
import { AwsCli, findAwsCli } from './harness/aws-cli.ts';
import { casesOf } from './harness/cases.ts';
import { at, listAt, textAt } from './harness/json.ts';
import { setStage } from './harness/stage.ts';

const found = await findAwsCli();
const define = casesOf('aws-cli', 'absent' in found ? found.absent : undefined);

const begin = async (t: TestContext, args?: readonly string[], region?: string): Promise<AwsCli> =>
  new AwsCli(await setStage(t, args, region), found);

const CLIENT_EXCEPTION = 'DirectConnectClientException';
const key = (seed: string): string => `--ckn ${pairOf(seed).ckn} --cak ${pairOf(seed).cak}`;

define('identity', async (t) => {
  const stage = await setStage(t);
  assert.equal(textAt(await new AwsCli(stage, found).ok('sts get-caller-identity'), 'Account'), '000000000000');
  const other = { accessKeyId: '222222222222', secretAccessKey: 'any' };
  assert.deepEqual(await new AwsCli(stage, found, other).ok('sts get-caller-identity'), {
    UserId: '222222222222',
    Account: '222222222222',
    Arn: 'arn:aws:iam::222222222222:root',
  });
});

// The example commands of the AWS CLI's own reference, in the Region that they were recorded in.
define('documented-connections', async (t) => {
  const aws = await begin(t, ['--memory'], 'sa-east-1');
  const locations = listAt(await aws.ok('directconnect describe-locations'), 'locations');
  assert.ok(locations.some((location) => at(location, 'locationCode') === 'TIVIT'));
  const made = await aws.ok(
    'directconnect create-connection --location TIVIT --bandwidth 1Gbps --connection-name "Connection to AWS"',
  );
  const id = textAt(made, 'connectionId');
  assert.equal(textAt(made, 'connectionState'), 'requested');
  assert.equal(textAt(made, 'connectionName'), 'Connection to AWS');
  const listed = listAt(await aws.ok('directconnect describe-connections'), 'connections');
  assert.equal(listed.length, 1);
  assert.equal(textAt(listed[0], 'connectionState'), 'available');
  assert.equal(textAt(listed[0], 'region'), 'sa-east-1');
  assert.equal(
    textAt(await aws.ok(`directconnect delete-connection --connection-id ${id}`), 'connectionState'),
    'deleted',
  );
  assert.deepEqual(await aws.ok('directconnect describe-connections'), { connections: [] });

  const interconnect = textAt(
    await aws.ok(
      'directconnect create-interconnect --interconnect-name "1G Interconnect to AWS" --bandwidth 1Gbps --location TIVIT',
    ),
    'interconnectId',
  );
  const hosted = await aws.ok(
    `directconnect allocate-hosted-connection --bandwidth 500Mbps --connection-name mydcinterconnect --owner-account 123456789012 --connection-id ${interconnect} --vlan 101`,
  );
  assert.equal(textAt(hosted, 'connectionState'), 'ordering');
  assert.equal(textAt(hosted, 'ownerAccount'), '123456789012');
  assert.equal(at(hosted, 'vlan'), 101);
  const children = await aws.ok(`directconnect describe-hosted-connections --connection-id ${interconnect}`);
  assert.deepEqual(
    listAt(children, 'connections').map((child) => at(child, 'connectionId')),
    [at(hosted, 'connectionId')],
  );
  await aws.ok(`directconnect delete-connection --connection-id ${textAt(hosted, 'connectionId')}`);
  assert.equal(listAt(await aws.ok('directconnect describe-interconnects'), 'interconnects').length, 1);
  assert.deepEqual(await aws.ok(`directconnect delete-interconnect --interconnect-id ${interconnect}`), {
    interconnectState: 'deleted',
  });
});

define('documented-lags', async (t) => {
  const aws = await begin(t);
  const first = await aws.ok(
    'directconnect create-lag --location CSVA1 --number-of-connections 2 --connections-bandwidth 1Gbps --lag-name 1GBLag',
  );
  assert.equal(textAt(first, 'lagState'), 'pending');
  assert.deepEqual(
    listAt(first, 'connections').map((member) => at(member, 'connectionName')),
    [1, 2].map((number) => `Requested Connection ${number} for Lag ${textAt(first, 'lagId')}`),
  );
  const existing = textAt(
    await aws.ok('directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name VAConn1'),
    'connectionId',
  );
  const second = await aws.ok(
    `directconnect create-lag --location EqDC2 --number-of-connections 2 --connections-bandwidth 1Gbps --lag-name 2ConnLAG --connection-id ${existing}`,
  );
  assert.equal(at(second, 'numberOfConnections'), 2);
  const lag = textAt(second, 'lagId');
  assert.equal(
    textAt(await aws.ok(`directconnect update-lag --lag-id ${lag} --lag-name 2ConnLag`), 'lagName'),
    '2ConnLag',
  );
  const left = await aws.ok(
    `directconnect disassociate-connection-from-lag --lag-id ${lag} --connection-id ${existing}`,
  );
  assert.equal(at(left, 'lagId'), undefined);
  const joined = await aws.ok(
    `directconnect associate-connection-with-lag --lag-id ${lag} --connection-id ${existing}`,
  );
  assert.equal(textAt(joined, 'lagId'), lag);
  assert.equal(listAt(await aws.ok('directconnect describe-lags'), 'lags').length, 2);
  assert.equal(textAt(await aws.ok(`directconnect delete-lag --lag-id ${lag}`), 'lagState'), 'deleted');
});

define('documented-tags', async (t) => {
  const aws = await begin(t);
  const id = textAt(
    await aws.ok('directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name tagged'),
    'connectionId',
  );
  const arn = `arn:aws:directconnect:us-east-1:000000000000:dxcon/${id}`;
  const tags = async (): Promise<unknown> =>
    at(await aws.ok(`directconnect describe-tags --resource-arns ${arn}`), 'resourceTags', 0, 'tags');
  assert.deepEqual(await tags(), []);
  await aws.ok(`directconnect tag-resource --resource-arn ${arn} --tags "key=Name,value=VAConnection"`);
  assert.deepEqual(await tags(), [{ key: 'Name', value: 'VAConnection' }]);
  await aws.ok(`directconnect untag-resource --resource-arn ${arn} --tag-keys Name`);
  assert.deepEqual(await tags(), []);
});

define('macsec-connection', async (t) => {
  const aws = await begin(t);
  const made = await aws.ok(
    'directconnect create-connection --location EqDC2 --bandwidth 10Gbps --connection-name secured --request-mac-sec',
  );
  const id = textAt(made, 'connectionId');
  assert.equal(at(made, 'macSecCapable'), true);
  assert.equal(at(made, 'encryptionMode'), 'should_encrypt');
  const answer = await aws.ok(`directconnect associate-mac-sec-key --connection-id ${id} ${key('one')}`);
  assert.equal(textAt(answer, 'connectionId'), id);
  assert.equal(textAt(answer, 'macSecKeys', 0, 'state'), 'associating');
  assert.equal(textAt(answer, 'macSecKeys', 0, 'ckn'), pairOf('one').ckn);
  const arn = textAt(answer, 'macSecKeys', 0, 'secretARN');

  const shown = async (): Promise<unknown> =>
    at(await aws.ok(`directconnect describe-connections --connection-id ${id}`), 'connections', 0);
  const before = await shown();
  assert.equal(at(before, 'macSecKeys', 0, 'state'), 'associated');
  assert.equal(at(before, 'connectionState'), 'available');
  await aws.ok(`directconnect update-connection --connection-id ${id} --encryption-mode must_encrypt`);
  assert.equal(at(await shown(), 'encryptionMode'), 'must_encrypt');

  const gone = await aws.ok(`directconnect disassociate-mac-sec-key --connection-id ${id} --secret-arn '${arn}'`);
  assert.equal(textAt(gone, 'macSecKeys', 0, 'state'), 'disassociating');
  // The last key takes must_encrypt with it; its secret stays, and can be used again.
  const after = await shown();
  assert.deepEqual(at(after, 'macSecKeys'), []);
  assert.equal(at(after, 'encryptionMode'), 'should_encrypt');
  const again = await aws.ok(`directconnect associate-mac-sec-key --connection-id ${id} --secret-arn '${arn}'`);
  assert.equal(textAt(again, 'macSecKeys', 0, 'ckn'), pairOf('one').ckn);
  assert.equal(
    textAt(await aws.ok(`directconnect delete-connection --connection-id ${id}`), 'connectionState'),
    'deleted',
  );
});

define('macsec-lag', async (t) => {
  const aws = await begin(t);
  const lag = textAt(
    await aws.ok(
      'directconnect create-lag --location EqDC2 --number-of-connections 2 --connections-bandwidth 100Gbps --lag-name secured --request-mac-sec',
    ),
    'lagId',
  );
  const answer = await aws.ok(`directconnect associate-mac-sec-key --connection-id ${lag} ${key('lag')}`);
  const arn = textAt(answer, 'macSecKeys', 0, 'secretARN');
  const shown = async (): Promise<unknown> =>
    at(await aws.ok(`directconnect describe-lags --lag-id ${lag}`), 'lags', 0);
  const secured = await shown();
  assert.equal(textAt(secured, 'macSecKeys', 0, 'secretARN'), arn);
  for (const member of listAt(secured, 'connections')) assert.equal(textAt(member, 'macSecKeys', 0, 'secretARN'), arn);
  const member = textAt(secured, 'connections', 0, 'connectionId');
  await aws.refused(
    `directconnect associate-mac-sec-key --connection-id ${member} ${key('member')}`,
    CLIENT_EXCEPTION,
    new RegExp(`member of Lag ${lag}`),
  );
  await aws.ok(`directconnect update-lag --lag-id ${lag} --encryption-mode must_encrypt`);
  assert.equal(at(await shown(), 'encryptionMode'), 'must_encrypt');
  await aws.ok(`directconnect disassociate-mac-sec-key --connection-id ${lag} --secret-arn '${arn}'`);
  assert.deepEqual(at(await shown(), 'macSecKeys'), []);
});

define('macsec-interconnect', async (t) => {
  const aws = await begin(t);
  const made = await aws.ok(
    'directconnect create-interconnect --location EqDC2 --bandwidth 100Gbps --interconnect-name partner --request-mac-sec',
  );
  const id = textAt(made, 'interconnectId');
  const answer = await aws.ok(`directconnect associate-mac-sec-key --connection-id ${id} ${key('interconnect')}`);
  const arn = textAt(answer, 'macSecKeys', 0, 'secretARN');
  const shown = async (): Promise<unknown> =>
    at(await aws.ok(`directconnect describe-interconnects --interconnect-id ${id}`), 'interconnects', 0);
  assert.equal(textAt(await shown(), 'macSecKeys', 0, 'state'), 'associated');
  await aws.ok(`directconnect disassociate-mac-sec-key --connection-id ${id} --secret-arn '${arn}'`);
  assert.deepEqual(at(await shown(), 'macSecKeys'), []);
  await aws.ok(`directconnect delete-interconnect --interconnect-id ${id}`);
});

define('refusals', async (t) => {
  const aws = await begin(t);
  const missing = 'dxcon-ffffffff';
  await aws.refused(
    `directconnect describe-connections --connection-id ${missing}`,
    CLIENT_EXCEPTION,
    `Could not find Connection with ID ${missing}`,
  );
  await aws.refused(
    'directconnect describe-lags --lag-id dxlag-ffffffff',
    CLIENT_EXCEPTION,
    'Could not find Lag with ID dxlag-ffffffff',
  );
  await aws.refused(
    `directconnect associate-mac-sec-key --connection-id ${missing} ${key('nowhere')}`,
    CLIENT_EXCEPTION,
    `Could not find Connection with ID ${missing}`,
  );
  await aws.refused(
    'directconnect describe-connections --connection-id fake-connection',
    CLIENT_EXCEPTION,
    'Connection ID fake-connection has an invalid format.',
  );
  await aws.refused(
    'directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name slow --request-mac-sec',
    CLIENT_EXCEPTION,
    /no MACsec capable ports of 1Gbps/,
  );
  assert.deepEqual(await aws.ok('directconnect describe-connections'), { connections: [] });

  const order = 'directconnect create-connection --location EqDC2 --bandwidth 10Gbps --connection-name';
  const plain = textAt(await aws.ok(`${order} plain`), 'connectionId');
  await aws.refused(
    `directconnect associate-mac-sec-key --connection-id ${plain} ${key('plain')}`,
    CLIENT_EXCEPTION,
    new RegExp(`Connection ${plain} is not MACsec capable`),
  );
  const id = textAt(await aws.ok(`${order} full --request-mac-sec`), 'connectionId');
  const associate = `directconnect associate-mac-sec-key --connection-id ${id}`;
  await aws.refused(
    `${associate} --ckn 0011 --cak ${pairOf('short').cak}`,
    CLIENT_EXCEPTION,
    /^ckn is not valid: .* 64 /,
  );
  await aws.refused(`${associate} --ckn ${pairOf('short').ckn}`, CLIENT_EXCEPTION, /cak is missing/);
  for (const seed of ['1', '2', '3']) await aws.ok(`${associate} ${key(seed)}`);
  await aws.refused(`${associate} ${key('4')}`, CLIENT_EXCEPTION, /can have at most 3/);
  await aws.refused(`${associate} ${key('1')}`, CLIENT_EXCEPTION, /already associated/);
});

define('waits-for-approval', async (t) => {
  const aws = await begin(t, ['--memory', '--lifecycle', 'manual']);
  const id = textAt(
    await aws.ok(
      'directconnect create-connection --location EqDC2 --bandwidth 10Gbps --connection-name ordered --request-mac-sec',
    ),
    'connectionId',
  );
  await aws.refused(
    `directconnect associate-mac-sec-key --connection-id ${id} ${key('early')}`,
    CLIENT_EXCEPTION,
    'The port is not in available state to associate the key for account 000000000000',
  );
});

define('lists', async (t) => {
  const aws = await begin(t);
  const names = ['a', 'b', 'c'];
  for (const name of names)
    await aws.ok(`directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name ${name}`);
  const everything = listAt(await aws.ok('directconnect describe-connections'), 'connections');
  assert.deepEqual(
    everything.map((connection) => at(connection, 'connectionName')),
    names,
  );
  const paged: unknown[] = [];
  let next: string | undefined;
  do {
    const page = await aws.ok(
      `directconnect describe-connections --max-results 2 ${next === undefined ? '' : `--next-token ${next}`}`,
    );
    assert.ok(listAt(page, 'connections').length <= 2);
    paged.push(...listAt(page, 'connections'));
    next = at(page, 'nextToken') === undefined ? undefined : textAt(page, 'nextToken');
  } while (next !== undefined);
  assert.deepEqual(paged, everything);
  assert.deepEqual(
    await aws.ok("directconnect describe-connections --query 'connections[?connectionName==`c`].connectionName'"),
    ['c'],
  );
  await aws.refused(
    'directconnect describe-connections --next-token bm8=',
    CLIENT_EXCEPTION,
    /^The nextToken is not valid/,
  );

  // What the CLI pages by itself.
  for (const name of names) await aws.ok(`secretsmanager create-secret --name ${name} --secret-string ${name}`);
  const first = await aws.ok('secretsmanager list-secrets --page-size 1 --max-items 2');
  assert.equal(listAt(first, 'SecretList').length, 2);
  const rest = await aws.ok(`secretsmanager list-secrets --starting-token ${textAt(first, 'NextToken')}`);
  assert.deepEqual(
    [...listAt(first, 'SecretList'), ...listAt(rest, 'SecretList')].map((secret) => at(secret, 'Name')).sort(),
    names,
  );
});

define('documented-secrets', async (t) => {
  const aws = await begin(t);
  const made = await aws.ok(
    'secretsmanager create-secret --name MyTestSecret --description "My test secret created with the CLI." ' +
      '--secret-string "{\\"user\\":\\"diegor\\",\\"password\\":\\"EXAMPLE-PASSWORD\\"}"',
  );
  assert.match(
    textAt(made, 'ARN'),
    /^arn:aws:secretsmanager:us-east-1:000000000000:secret:MyTestSecret-[A-Za-z0-9]{6}$/,
  );
  const value = await aws.ok('secretsmanager get-secret-value --secret-id MyTestSecret');
  assert.deepEqual(JSON.parse(textAt(value, 'SecretString')), { user: 'diegor', password: 'EXAMPLE-PASSWORD' });
  assert.deepEqual(at(value, 'VersionStages'), ['AWSCURRENT']);
  await aws.ok('secretsmanager put-secret-value --secret-id MyTestSecret --secret-string second');
  const previous = await aws.ok('secretsmanager get-secret-value --secret-id MyTestSecret --version-stage AWSPREVIOUS');
  assert.equal(at(previous, 'VersionId'), at(value, 'VersionId'));
  await aws.ok('secretsmanager update-secret --secret-id MyTestSecret --description "A new description."');
  await aws.ok('secretsmanager tag-resource --secret-id MyTestSecret --tags Key=FirstTag,Value=FirstValue');
  const described = await aws.ok('secretsmanager describe-secret --secret-id MyTestSecret');
  assert.equal(at(described, 'Description'), 'A new description.');
  assert.deepEqual(at(described, 'Tags'), [{ Key: 'FirstTag', Value: 'FirstValue' }]);
  const versions = await aws.ok('secretsmanager list-secret-version-ids --secret-id MyTestSecret');
  assert.equal(listAt(versions, 'Versions').length, 2);

  await aws.ok('secretsmanager delete-secret --secret-id MyTestSecret --recovery-window-in-days 7');
  await aws.refused(
    'secretsmanager get-secret-value --secret-id MyTestSecret',
    'InvalidRequestException',
    /marked for deletion/,
  );
  await aws.ok('secretsmanager restore-secret --secret-id MyTestSecret');
  assert.equal(
    textAt(await aws.ok('secretsmanager get-secret-value --secret-id MyTestSecret'), 'SecretString'),
    'second',
  );
  await aws.ok('secretsmanager delete-secret --secret-id MyTestSecret --force-delete-without-recovery');
  await aws.refused(
    'secretsmanager describe-secret --secret-id MyTestSecret',
    'ResourceNotFoundException',
    "Secrets Manager can't find the specified secret.",
  );
});
