// A test suite of yours that needs Direct Connect: run it with `node --test examples/node-test-suite.test.mjs`
// in this checkout (after `npm run build`), or in a project that has ferrule among its dependencies.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startFerrule } from 'ferrule';

let ferrule;
before(async () => {
  ferrule = await startFerrule();
});
after(() => ferrule.stop());

test('a new connection takes a MACsec key', async () => {
  const dx = ferrule.client();
  const { connectionId } = await dx.createConnection({
    location: 'EqDC2',
    bandwidth: '10Gbps',
    connectionName: 'my-connection',
    requestMACSec: true,
  });

  const [ckn, cak] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const { macSecKeys } = await dx.associateMacSecKey({ connectionId, ckn, cak });
  assert.equal(macSecKeys[0].state, 'associating');

  const { connections } = await dx.describeConnections({ connectionId });
  assert.equal(connections[0].macSecKeys[0].state, 'associated');
});
