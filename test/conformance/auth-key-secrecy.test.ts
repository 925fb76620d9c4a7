import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Confidential } from '../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';
import { BgpPeerTable } from '../../src/store/directconnect/bgp-peer-table.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { makePrivate, vifOf } from '../harness/virtual-interfaces.ts';

const KEY = 'a-key-that-nobody-may-see-0815';

describe('a BGP key', () => {
  it('is in no file: not given or made up, not while it is there, and not after', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ferrule-'));
    try {
      const ferrule = await startFerrule({
        dataDirectory,
        lifecycle: 'timed',
        durations: { requested: 0, pending: 0 },
      });
      const dx = ferrule.directConnect();
      const connectionId = await orderConnection(dx);
      const [given, madeUp] = [
        await makePrivate(dx, connectionId, { authKey: KEY }),
        await makePrivate(dx, connectionId, { vlan: 2 }),
      ];
      const { virtualInterface } = await dx.createBGPPeer({
        virtualInterfaceId: given,
        newBGPPeer: { asn: 65_001, addressFamily: 'ipv6', authKey: `${KEY}-too` },
      });
      assert.equal(virtualInterface?.authKey, KEY);
      const keys = [KEY, (await vifOf(dx, madeUp)).authKey ?? ''];
      await dx.deleteVirtualInterface({ virtualInterfaceId: given });
      const look = (): void => {
        for (const file of readdirSync(dataDirectory)) {
          const content = readFileSync(join(dataDirectory, file));
          for (const key of keys) assert.equal(content.indexOf(key), -1, `${file} holds a BGP key`);
          assert.equal(content.indexOf('logical_connection'), -1, `${file} holds a router configuration`);
        }
      };
      look();
      await ferrule.stop();
      look();
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });

  it('survives a restart, sealed', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ferrule-'));
    try {
      const first = await startFerrule({ dataDirectory });
      const dx = first.directConnect();
      const id = await makePrivate(dx, await orderConnection(dx), { authKey: KEY });
      await first.stop();
      const second = await startFerrule({ dataDirectory });
      assert.equal((await vifOf(second.directConnect(), id)).authKey, KEY);
      await second.stop();
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });

  it('is in no log line at any level, whether the request is good, refused or malformed', async () => {
    const script = `
      import { startFerrule } from ${JSON.stringify(new URL('../harness/ferrule.js', import.meta.url).href)};
      const ferrule = await startFerrule({ logLevel: 'debug' });
      const dx = ferrule.directConnect();
      const { connectionId } = await dx.createConnection({ location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'x' });
      const send = (order) => dx.createPrivateVirtualInterface({ connectionId, newPrivateVirtualInterface: {
        virtualInterfaceName: 'x', vlan: 1, asn: 65000, virtualGatewayId: 'vgw-12345678', authKey: '${KEY}', ...order } });
      await send({});
      for (const order of [{}, { vlan: 0 }, { vlan: 2, asn: -1 }, { vlan: 2, authKey: '${KEY}'.repeat(3) }, { vlan: 2, authKey: '${KEY}\\u0001' }])
        await send(order).then(() => { throw new Error('accepted'); }, (fault) => console.log(fault.message));
      await fetch(ferrule.url, { method: 'POST', headers: { 'x-amz-target': 'OvertureService.CreatePrivateVirtualInterface' },
        body: '{"newPrivateVirtualInterface":{"authKey":["${KEY}"]' }).then(async (answer) => console.log(await answer.text()));
      await fetch(ferrule.url, { method: 'POST', headers: { 'x-amz-target': 'OvertureService.CreatePrivateVirtualInterface' },
        body: '{"newPrivateVirtualInterface":{"authKey":["${KEY}"]}}' }).then(async (answer) => console.log(await answer.text()));
      await ferrule.stop();
    `;
    const output = await run(['--input-type=module', '--eval', script]);
    assert.match(output, /CreatePrivateVirtualInterface/);
    assert.match(output, /authKey is not valid/);
    assert.ok(!output.includes('nobody-may-see'), 'the key is in the output');
  });

  it('prints as its kind, wherever a peer is printed', async () => {
    const database = new SqliteDatabase(':memory:');
    migrate(database);
    const table = new BgpPeerTable(database, new MasterKeySeal(new Confidential('master key', new Uint8Array(32))));
    await table.add({
      id: 'dxpeer-1',
      virtualInterfaceId: 'dxvif-1',
      parentId: 'dxcon-1',
      asn: 1,
      shortAsn: 1,
      family: 'ipv4',
      amazonHost: '10.0.0.1',
      customerHost: '10.0.0.2',
      prefixLength: 30,
      authKey: new Confidential('authKey', new TextEncoder().encode(KEY)),
      inTest: false,
      state: 'pending',
    });
    const peer = await table.find('dxpeer-1');
    assert.equal(new TextDecoder().decode(peer?.authKey.reveal()), KEY);
    for (const text of [inspect(peer), JSON.stringify(peer), String(peer?.authKey)]) {
      assert.match(text, /\[authKey\]/);
      assert.ok(!text.includes(KEY));
    }
    // Sealed for its own row: in another it cannot be opened.
    database.run("UPDATE bgp_peer SET id = 'dxpeer-2'");
    await assert.rejects(table.find('dxpeer-2'), /a sealed authKey cannot be opened/);
  });
});

/** Runs Node; answers all that it wrote. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}
