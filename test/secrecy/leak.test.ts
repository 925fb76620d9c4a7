import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DATABASE_FILE } from '../../src/app/store.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { startChild, temporaryDirectory } from '../harness/child.ts';
import type { ChildFerrule } from '../harness/child.ts';
import { CONTENT_TYPE, call, exchange, objectOf, send } from '../harness/http.ts';
import type { RawAnswer } from '../harness/http.ts';
import { pairOf } from '../harness/keys.ts';

/** Every form in which octets could show themselves in a text or in a file. */
function formsOf(octets: Buffer): readonly { readonly form: string; readonly octets: Buffer }[] {
  const hex = octets.toString('hex');
  // Base64 of octets that stand somewhere within others begins at one of three places.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), octets])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [
    { form: 'raw octets', octets },
    { form: 'lower-case hex', octets: Buffer.from(hex) },
    { form: 'upper-case hex', octets: Buffer.from(hex.toUpperCase()) },
    { form: 'a list of numbers', octets: Buffer.from([...octets].join(',')) },
    ...base64.map((text) => ({ form: 'base64', octets: Buffer.from(text) })),
    ...base64.map((text) => ({
      form: 'base64url',
      octets: Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')),
    })),
    { form: 'base64 of hex', octets: Buffer.from(Buffer.from(hex).toString('base64').slice(0, -4)) },
  ];
}

describe('a CAK, or the value of a secret', () => {
  const directory = temporaryDirectory();
  let child: ChildFerrule;
  /** What must not be seen, by name. */
  const secrets = new Map<string, Buffer>();
  /** Everything that was answered, but by GetSecretValue. */
  const answers: string[] = [];

  const secretText = (name: string): string => {
    const text = `correct horse battery staple ${name}`;
    secrets.set(`secret value ${name}`, Buffer.from(text));
    return text;
  };
  const cakOf = (name: string): string => {
    const { cak } = pairOf(name);
    secrets.set(`CAK ${name}`, Buffer.from(cak, 'hex'));
    return cak;
  };
  const cknOf = (name: string): string => pairOf(name).ckn;
  const dx = async (operation: string, body: object | string): Promise<RawAnswer> => {
    const answer = await call(child.url, operation, body);
    answers.push(JSON.stringify(answer.headers), answer.text);
    return answer;
  };
  const sm = async (operation: string, body: object | string): Promise<RawAnswer> => {
    const answer = await send(child.url, {
      headers: { 'content-type': CONTENT_TYPE, 'x-amz-target': `secretsmanager.${operation}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (operation !== 'GetSecretValue') answers.push(JSON.stringify(answer.headers), answer.text);
    return answer;
  };
  const order = async (): Promise<string> =>
    String(
      objectOf(
        await dx('CreateConnection', {
          location: 'EqDC2',
          bandwidth: '10Gbps',
          connectionName: 'secrecy',
          requestMACSec: true,
        }),
      )['connectionId'],
    );

  before(async () => {
    child = await startChild(['--data-dir', directory.path, '--log-level', 'debug']);
  });
  after(async () => {
    await child.kill();
    directory.remove();
  });

  it('is pushed in in every way that there is, right and wrong', async () => {
    const connectionId = await order();
    for (const name of ['one', 'two', 'three']) {
      const answer = await dx('AssociateMacSecKey', { connectionId, ckn: cknOf(name), cak: cakOf(name) });
      assert.equal(answer.status, 200);
    }
    const upper = { connectionId: await order(), ckn: cknOf('upper').toUpperCase(), cak: cakOf('upper').toUpperCase() };
    assert.equal((await dx('AssociateMacSecKey', upper)).status, 200);

    // Refused for the port, the number, the CKN, another CAK for it, or both forms at once.
    const { ckn } = pairOf('refused');
    const cak = cakOf('refused');
    const secretARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x-AbCdEf';
    for (const body of [
      { connectionId, ckn, cak },
      { connectionId: await order(), ckn: cknOf('one'), cak },
      { connectionId: 'dxcon-fzzzzzzz', ckn, cak },
      { connectionId: 'foobar', ckn, cak },
      { connectionId: upper.connectionId, secretARN, ckn, cak },
      { connectionId: upper.connectionId, cak },
      { ckn, cak },
    ])
      assert.equal((await dx('AssociateMacSecKey', body)).status, 400);

    // Malformed: of the wrong type, the wrong length, the wrong place, in no JSON at all.
    for (const body of [
      { connectionId, ckn, cak: [cak] },
      { connectionId, ckn, cak: { cak } },
      { connectionId, ckn: [cak], cak },
      { connectionId, ckn: `${ckn}${cak}`, cak },
      { connectionId, ckn, cak: `${cak}00` },
      { connectionId, ckn, cak: `0x${cak}` },
      { connectionId, ckn, cak: cak.slice(2) },
      { connectionId, ckn: cak.slice(1), cak },
      { connectionId, key: { ckn, cak }, Cak: cak },
      { connectionId, ckn, cak, maxResults: cak, tags: [cak] },
      `{"connectionId":"${connectionId}","ckn":"${ckn}","cak":"${cak}"`,
      `cak=${cak}`,
      JSON.stringify(cak),
      JSON.stringify([cak]),
    ])
      assert.equal((await dx('AssociateMacSecKey', body)).status, 400);
    for (const operation of ['DescribeConnections', 'CreateConnection', 'Nonsense', 'DescribeVirtualInterfaces'])
      await dx(operation, { ckn, cak, location: { cak } });
    answers.push(await exchange(child.url, `POST / HTTP/1.1\r\nHost: x\r\nX-Key ${cak}\r\n\r\n`));
    answers.push((await send(child.url, { path: `/?cak=${cak}`, headers: { 'x-amz-target': cak } })).text);

    // The values of secrets, made, changed, wrong, and taken for a key.
    const own = JSON.stringify({ ckn: cknOf('own'), cak: cakOf('own') });
    for (const [operation, body] of [
      ['CreateSecret', { Name: 'text', SecretString: secretText('made'), ClientRequestToken: 'a'.repeat(32) }],
      [
        'CreateSecret',
        {
          Name: 'octets',
          SecretBinary: Buffer.from(secretText('octets')).toString('base64'),
          ClientRequestToken: 'b'.repeat(32),
        },
      ],
      ['CreateSecret', { Name: 'own', SecretString: own, ClientRequestToken: 'c'.repeat(32) }],
      ['PutSecretValue', { SecretId: 'text', SecretString: secretText('put'), ClientRequestToken: 'd'.repeat(32) }],
      ['UpdateSecret', { SecretId: 'text', SecretString: secretText('updated'), ClientRequestToken: 'e'.repeat(32) }],
      ['GetSecretValue', { SecretId: 'text' }],
    ] as const)
      assert.equal((await sm(operation, body)).status, 200, operation);
    for (const [operation, body] of [
      ['CreateSecret', { Name: 'text', SecretString: secretText('taken'), ClientRequestToken: 'f'.repeat(32) }],
      [
        'CreateSecret',
        { Name: 'both', SecretString: secretText('both'), SecretBinary: 'AAAA', ClientRequestToken: 'g'.repeat(32) },
      ],
      ['CreateSecret', { Name: 'type', SecretString: [secretText('type')], ClientRequestToken: 'h'.repeat(32) }],
      [
        'CreateSecret',
        { Name: 'large', SecretString: secretText('large').repeat(3000), ClientRequestToken: 'i'.repeat(32) },
      ],
      [
        'PutSecretValue',
        { SecretId: 'nothing', SecretString: secretText('nowhere'), ClientRequestToken: 'j'.repeat(32) },
      ],
      ['PutSecretValue', { SecretId: 'text', SecretString: secretText('another'), ClientRequestToken: 'd'.repeat(32) }],
    ] as const)
      assert.equal((await sm(operation, body)).status, 400, operation);
    const listed = objectOf(await sm('ListSecrets', {}))['SecretList'] as { Name: string; ARN: string }[];
    for (const { Name, ARN } of listed) {
      await sm('DescribeSecret', { SecretId: ARN });
      await dx('AssociateMacSecKey', { connectionId: upper.connectionId, secretARN: ARN });
      if (Name === 'text' || Name === 'octets') await sm('DeleteSecret', { SecretId: ARN });
    }
    for (const operation of ['DescribeConnections', 'DescribeLags', 'DescribeInterconnects']) await dx(operation, {});

    // The keys of the built-in router, right and wrong.
    const path = `/_ferrule/ports/${connectionId}/router/keys`;
    for (const [body, status] of [
      [{ ckn: cknOf('router'), cak: cakOf('router') }, 200],
      [{ ckn: cknOf('router'), cak: [cakOf('router list')] }, 400],
      [{ ckn: cakOf('router name'), cak: `${cakOf('router long')}00` }, 400],
    ] as const) {
      const answer = await send(child.url, { path, body: JSON.stringify(body) });
      assert.equal(answer.status, status, answer.text);
      answers.push(answer.text);
    }
    for (const shown of [path, path.replace('/router/keys', ''), '/_ferrule/ports', '/_ferrule/events'])
      answers.push((await send(child.url, { method: 'GET', path: shown })).text);
    answers.push((await send(child.url, { method: 'GET', path: '/_ferrule/status' })).text);
  });

  it('is in requests that meet a fault of ours', async () => {
    const ordered = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'faults', requestMACSec: true };
    const there = objectOf(await dx('CreateConnection', ordered))['connectionId'];
    const database = new SqliteDatabase(join(directory.path, DATABASE_FILE));
    for (const table of ['mac_sec_key', 'secret_version', 'connection']) {
      database.script(`ALTER TABLE ${table} RENAME TO elsewhere`);
      const pair = { ckn: cknOf(table), cak: cakOf(table) };
      const secret = { Name: table, SecretString: secretText(table), ClientRequestToken: 'k'.repeat(32) };
      const statuses = [(await sm('CreateSecret', secret)).status];
      for (const connectionId of [there, 'dxcon-fzzzzzzz'])
        statuses.push((await dx('AssociateMacSecKey', { connectionId, ...pair })).status);
      assert.ok(statuses.includes(500), String(statuses));
      database.script(`ALTER TABLE elsewhere RENAME TO ${table}`);
    }
    database.run('UPDATE secret_version SET value = zeroblob(60)');
    for (const name of ['one', 'upper']) {
      const key = { connectionId: await order(), ckn: cknOf(name), cak: cakOf(name) };
      assert.equal((await dx('AssociateMacSecKey', key)).status, 500);
    }
    database.close();
    assert.match(child.output(), /a request failed by a fault of ours/);
  });

  for (const [where, read] of [
    ['in what the process writes at log level debug', () => [Buffer.from(child.output())]],
    ['in an answer or a refusal, its headers included', () => [Buffer.from(answers.join('\n'))]],
    [
      'in a file of the data directory, while it runs',
      () => readdirSync(directory.path).map((name) => readFileSync(join(directory.path, name))),
    ],
  ] as const) {
    it(`is not ${where}`, () => {
      const found = read();
      assert.ok(secrets.size > 20 && found.some(({ length }) => length > 1000));
      for (const [name, octets] of secrets)
        for (const { form, octets: sought } of formsOf(octets))
          for (const place of found) assert.ok(!place.includes(sought), `${name} is there as ${form}`);
    });
  }

  it('is not in a file after the end either, and the search would have found it', async () => {
    assert.deepEqual(
      readdirSync(directory.path).sort(),
      [DATABASE_FILE, `${DATABASE_FILE}-shm`, `${DATABASE_FILE}-wal`, 'ferrule.lock', 'master.key'].sort(),
    );
    assert.equal(await child.terminate(), 0);
    const files = readdirSync(directory.path).map((name) => readFileSync(join(directory.path, name)));
    for (const [name, octets] of secrets)
      for (const { form, octets: sought } of formsOf(octets))
        for (const file of files) assert.ok(!file.includes(sought), `${name} is there as ${form}`);
    // The CKNs, which are no secret, stand in the same rows.
    assert.ok(files.some((file) => file.includes(cknOf('one'))));
    const [sample = Buffer.alloc(0)] = secrets.values();
    for (const text of [sample.toString('hex'), sample.toString('base64'), `x${sample.toString('latin1')}`]) {
      const planted = Buffer.from(`{"leak":"${text}"}`, 'latin1');
      assert.ok(formsOf(sample).some(({ octets }) => planted.includes(octets)));
    }
  });
});
