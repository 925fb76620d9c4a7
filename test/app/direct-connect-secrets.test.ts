import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DirectConnectSecrets } from '../../src/app/direct-connect-secrets.ts';
import { decodeHex, encodeHex } from '../../src/bytes/hex.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import type { KeyPair } from '../../src/directconnect/model/mac-sec-key.ts';
import { ACCOUNT, ALICE, BOB, REGION, SecretsManagerBench } from '../harness/secrets-manager.ts';

const CKN = 'AB'.repeat(32);
const CAK = '0f'.repeat(32);
const PLACE = { account: ACCOUNT, region: REGION };

const pairOf = (ckn: string, cak: string): KeyPair => ({
  ckn,
  cak: new Confidential('CAK', decodeHex(cak) ?? new Uint8Array()),
});
const using = <T>(bench: SecretsManagerBench, what: (secrets: DirectConnectSecrets) => Promise<T>): Promise<T> =>
  bench.work((work) => what(new DirectConnectSecrets(work)));
const create = (bench: SecretsManagerBench) =>
  using(bench, (secrets) => secrets.createManaged(PLACE, CKN.toLowerCase(), pairOf(CKN, CAK)));

describe("Direct Connect's secrets", () => {
  it('have AWS names, ARNs without an underscore, and the pair in them', async () => {
    const bench = new SecretsManagerBench();
    const arn = await create(bench);
    assert.match(
      arn,
      new RegExp(
        `^arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:directconnect!prod/us-east-1/directconnect/(ab){32}-[A-Za-z]{6}$`,
      ),
    );
    assert.equal(arn.includes('_'), false);
    const { SecretString } = await bench.ask('GetSecretValue', { SecretId: arn });
    assert.deepEqual(JSON.parse(SecretString), { ckn: CKN, cak: CAK });
    assert.equal((await bench.ask('DescribeSecret', { SecretId: arn })).OwningService, 'directconnect');
  });

  it('are in the partition of their Region', async () => {
    const bench = new SecretsManagerBench();
    const place = { account: ACCOUNT, region: 'us-gov-west-1' };
    const arn = await using(bench, (secrets) => secrets.createManaged(place, CKN, pairOf(CKN, CAK)));
    assert.match(arn, /^arn:aws-us-gov:secretsmanager:us-gov-west-1:.*directconnect!prod\/us-gov-west-1\//);
  });

  it('are found by CKN, whether scheduled for deletion or not', async () => {
    const bench = new SecretsManagerBench();
    const arn = await create(bench);
    const find = (place = PLACE) => using(bench, (secrets) => secrets.findManaged(place, CKN.toLowerCase()));
    const found = await find();
    assert.equal(found?.arn, arn);
    assert.equal(found?.deletionScheduled, false);
    assert.equal(found && encodeHex(found.cak.reveal()), CAK);
    assert.equal(await find({ ...PLACE, account: BOB.account }), undefined);
    await bench.ask('DeleteSecret', { SecretId: arn });
    assert.equal((await find())?.deletionScheduled, true);
  });

  it('take another pair under the same ARN', async () => {
    const bench = new SecretsManagerBench();
    const arn = await create(bench);
    await using(bench, (secrets) => secrets.replaceManaged(arn, pairOf(CKN, 'aa'.repeat(32))));
    const read = await using(bench, (secrets) => secrets.read(PLACE, arn));
    assert.ok(read.outcome === 'pair');
    assert.equal(encodeHex(read.pair.cak.reveal()), 'aa'.repeat(32));
    assert.equal(read.pair.ckn, CKN);
    assert.equal(read.managed, true);
  });
});

describe("a customer's secret, read for Direct Connect", () => {
  const read = async (SecretString: string) => {
    const bench = new SecretsManagerBench();
    const arn = await bench.create('own', { SecretString });
    return using(bench, (secrets) => secrets.read(ALICE, arn));
  };

  it('may name its members in either case', async () => {
    for (const content of [
      { ckn: CKN, cak: CAK },
      { CKN, CAK },
      { CKN, cak: CAK.toUpperCase(), more: 1 },
    ]) {
      const reading = await read(JSON.stringify(content));
      assert.ok(reading.outcome === 'pair');
      assert.equal(reading.managed, false);
      assert.equal(reading.pair.ckn, CKN);
      assert.equal(encodeHex(reading.pair.cak.reveal()), CAK);
      assert.equal(JSON.stringify(reading).includes(CAK), false);
    }
  });

  it('is unusable if it holds no pair of 64 digits each', async () => {
    const short = CAK.slice(2);
    const contents = [
      {},
      { ckn: CKN },
      { cak: CAK },
      { ckn: CKN, cak: short },
      { ckn: short, cak: CAK },
      { ckn: CKN, cak: `${short}zz` },
      { ckn: 1, cak: CAK },
    ];
    for (const text of [...contents.map((content) => JSON.stringify(content)), 'not json', 'null', '[]', '"text"']) {
      assert.deepEqual(await read(text), { outcome: 'unusable' }, text);
    }
  });

  it('is unusable as octets or without a value, and may be missing or scheduled for deletion', async () => {
    const bench = new SecretsManagerBench();
    const outcome = async (arn: string) => (await using(bench, (secrets) => secrets.read(PLACE, arn))).outcome;
    const octets = btoa(JSON.stringify({ ckn: CKN, cak: CAK }));
    const binary = await bench.create('binary', { SecretString: undefined, SecretBinary: octets });
    assert.equal(await outcome(binary), 'unusable');
    assert.equal(await outcome(await bench.create('empty', { SecretString: undefined })), 'unusable');
    assert.equal(await outcome(`${binary}x`), 'missing');
    await bench.ask('DeleteSecret', { SecretId: 'binary' });
    assert.equal(await outcome(binary), 'deletion-scheduled');
  });
});
