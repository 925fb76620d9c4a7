import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { askAdmin } from '../../src/cli/admin-client.ts';
import { newKeyPair } from '../../src/cli/keygen.ts';
import { FerrulePorts } from '../../src/keys/ferrule-ports.ts';
import { launch, runFerrule, startChild, temporaryDirectory } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';

const SOMEBODY = { accessKeyId: 'test', secretAccessKey: 'test' };

describe('ferrule keys', { concurrency: true }, () => {
  const directory = temporaryDirectory();
  let ferrule: TestFerrule;
  before(async () => {
    ferrule = await startFerrule();
  });
  after(async () => {
    await ferrule.stop();
    directory.remove();
  });
  const keys = (...words: readonly string[]) => runFerrule(['keys', ...words, '--endpoint', ferrule.url]);
  const connection = async (): Promise<string> => {
    const api = ferrule.directConnect();
    const connectionId = await orderConnection(api);
    await api.associateMacSecKey({ connectionId, ...newKeyPair() });
    return connectionId;
  };

  it('rotate: says what it does, counts frames, and writes a report without the CAK', async () => {
    const id = await connection();
    const [file, report] = [join(directory.path, 'pair'), join(directory.path, 'report.json')];
    const pair = newKeyPair();
    writeFileSync(file, `${pair.ckn} ${pair.cak}\n`);
    const { code, output } = await keys('rotate', id, '--keys', file, '--report', report);
    assert.equal(code, 0, output);
    assert.match(output, /s {2}the new key is in use: key [0-9a-f]{8}…[0-9a-f]{4} is disassociated$/m);
    assert.match(output, /^rotated: CKN .* is the only key of dxcon-\S+, and in use$/m);
    assert.match(output, /^ {2}\d+ frames sent, 0 lost, 0 unprotected; longest time without one \d+ ms$/m);
    const written = readFileSync(report, 'utf8');
    assert.equal(output.includes(pair.cak) || written.includes(pair.cak), false);
    const { outcome, to, frames, steps } = JSON.parse(written) as Record<string, unknown> & {
      frames: { lost: number };
      steps: readonly unknown[];
    };
    assert.deepEqual([outcome, to, frames.lost], ['rotated', pair.ckn, 0]);
    assert.ok(steps.length >= 2);
  });

  it('rotate: reports that it goes back also where the router never had the key', async () => {
    const api = ferrule.directConnect();
    const connectionId = await orderConnection(api);
    const [first, second] = [newKeyPair(), newKeyPair()];
    const ports = new FerrulePorts((...question) => askAdmin(ferrule.url, ...question));
    await api.associateMacSecKey({ connectionId, ...first });
    await ports.addRouterKey(connectionId, first);
    await eventually(
      () => ports.see(connectionId),
      ({ port, farEnd }) => assert.deepEqual([port?.secured, farEnd?.secured], [true, true]),
    );
    await api.associateMacSecKey({ connectionId, ...second });
    const report = join(directory.path, 'back.json');
    const { code, output } = await keys('rotate', connectionId, '--to', second.ckn, '--wait', '1', '--report', report);
    assert.equal(code, 1);
    assert.match(output, /^rolled-back: dxcon-\S+ does not use the new key: the peer sends no MKPDU under CKN \S+$/m);
    assert.match(output, /^ {2}\d+ frames sent, 0 lost, 0 unprotected/m);
    const written = JSON.parse(readFileSync(report, 'utf8')) as { outcome: string; to: string };
    assert.deepEqual([written.outcome, written.to], ['rolled-back', second.ckn]);
  });

  it('rotate: refuses where a direction carries nothing, and changes nothing', async () => {
    const id = await connection();
    await askAdmin(ferrule.url, 'POST', `/_ferrule/ports/${id}/router`, { faults: { noSci: true } });
    const ports = new FerrulePorts((...question) => askAdmin(ferrule.url, ...question));
    await eventually(
      () => ports.see(id),
      ({ port, farEnd }) => assert.deepEqual([port?.secured, farEnd?.secured], [true, true]),
    );
    const before = await ferrule.directConnect().describeConnections({ connectionId: id });
    const report = join(directory.path, 'silent.json');
    const { code, output } = await keys('rotate', id, '--report', report);
    assert.equal(code, 1);
    assert.match(
      output,
      /^refused: dxcon-\S+ carries nothing from its router, none of \d+ frames: MKA secured, but the peer's frames carry no SCI/m,
    );
    assert.ok(!output.includes('to its router'), output);
    const { frames } = JSON.parse(readFileSync(report, 'utf8')) as { frames: { longestGap: number } };
    assert.ok(frames.longestGap >= 2000, 'nothing arrived for as long as frames were sent');
    const { connections } = await ferrule.directConnect().describeConnections({ connectionId: id });
    assert.deepEqual(connections, before.connections);
  });

  it('rotate: says how to go on where the server goes in between', async () => {
    const child = await startChild(['--memory']);
    const api = new DirectConnect({ endpoint: child.url, region: 'us-east-1', credentials: SOMEBODY });
    try {
      const connectionId = await orderConnection(api);
      const ports = new FerrulePorts((...question) => askAdmin(child.url, ...question));
      const pair = newKeyPair();
      await api.associateMacSecKey({ connectionId, ...pair });
      // A router of its own mind, which will not go over by itself.
      await ports.addRouterKey(connectionId, pair);
      await eventually(
        () => ports.see(connectionId),
        ({ port, farEnd }) => assert.deepEqual([port?.secured, farEnd?.secured], [true, true]),
      );
      const rotation = launch(['keys', 'rotate', connectionId, '--wait', '60', '--endpoint', child.url], {});
      await eventually(
        () => Promise.resolve(rotation.output()),
        (output) => assert.match(output, /is associated with/),
      );
      await child.kill();
      assert.equal(await rotation.ended, 1);
      const advice = new RegExp(`go on with ferrule keys rotate ${connectionId} --to [0-9a-f]{64}$`, 'm');
      assert.match(rotation.output(), advice);
    } finally {
      await child.kill();
      api.destroy();
    }
  });

  it('rotate: refuses, says why, and ends with 1', async () => {
    const id = await orderConnection(ferrule.directConnect());
    const { code, output } = await keys('rotate', id);
    assert.equal(code, 1);
    assert.match(output, /^refused: dxcon-\S+ has no key yet/m);
    const both = await keys('rotate', id, '--keys', '-', '--to', 'ab');
    assert.match(both.output, /give either --keys, a new pair, or --to/);
    const unwritable = await keys('rotate', id, '--report', join(directory.path, 'no', 'report.json'));
    assert.equal(unwritable.code, 1);
    assert.match(unwritable.output, /no such file or directory.*report\.json/);
  });

  it('audit: shows every port and what is wrong, and ends with 1 if something is', async () => {
    const account = ['--account', '333333333333'];
    const api = ferrule.directConnect('333333333333');
    const none = await keys('audit', ...account);
    assert.deepEqual([none.code, none.output.trim()], [0, '0 ports, 0 secrets of keys: 0 problems, 0 notes']);
    const id = await orderConnection(api, { bandwidth: '100Gbps' });
    const { code, output } = await keys('audit', ...account);
    assert.equal(code, 1);
    assert.match(output, new RegExp(`^problem +${id} has no key: nothing is encrypted$`, 'm'));
    const json = await keys('audit', '--json', ...account);
    assert.equal((JSON.parse(json.output) as { findings: readonly unknown[] }).findings.length, 1);
  });

  for (const [words, message] of [
    [['rotate', 'dxcon-f0', '--frames', 'many'], /--frames .*It must be a whole number from 0, for none, to 2000/],
    [['rotate', 'dxcon-f0', '--wait', '0'], /--wait .*It must be a number of seconds above 0/],
    [['rehearse', '--members', '9'], /--members .*It must be a whole number from 1 to 4/],
    [['rehearse', '--bandwidth', '1Gbps'], /no location has MACsec at 1Gbps/],
    [['rehearse', '--mode', 'no_encrypt'], /mode no_encrypt/],
    [['audit', '--max-age', 'old'], /--max-age .*It must be a number of days/],
  ] as const) {
    it(`refuses ${words.join(' ')}`, async () => {
      const { code, output } = await keys(...words);
      assert.equal(code, 1);
      assert.match(output, message);
    });
  }
});

describe('test traffic, by the admin API', () => {
  it('is refused with a reason', async () => {
    const ferrule = await startFerrule();
    try {
      const api = ferrule.directConnect();
      const id = await orderConnection(api);
      const ask = async (port: string, body: object = {}): Promise<readonly [number, string]> => {
        const response = await fetch(`${ferrule.url}/_ferrule/ports/${port}/traffic`, {
          method: 'POST',
          body: JSON.stringify(body),
        });
        return [response.status, await response.text()];
      };
      const [missing, why] = await ask(id);
      assert.equal(missing, 404);
      assert.match(why, /no port of dxcon-\S+: it has no key/);
      await api.associateMacSecKey({ connectionId: id, ...newKeyPair() });
      for (const [body, message] of [
        [{ framesPerSecond: 0 }, /framesPerSecond must be a number above 0, at most 2000/],
        [{ octets: 20 }, /octets must be a whole number from 60 to 9000/],
      ] as const) {
        const [status, text] = await ask(id, body);
        assert.equal(status, 400);
        assert.match(text, message);
      }
      assert.equal((await ask(id))[0], 200);
    } finally {
      await ferrule.stop();
    }
  });
});
