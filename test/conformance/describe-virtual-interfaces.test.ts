import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DescribeVirtualInterfacesCommandOutput } from '@aws-sdk/client-direct-connect';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makePrivate } from '../harness/virtual-interfaces.ts';

const idsOf = ({ virtualInterfaces }: DescribeVirtualInterfacesCommandOutput): readonly (string | undefined)[] =>
  (virtualInterfaces ?? []).map((vif) => vif.virtualInterfaceId);

describe('DescribeVirtualInterfaces', () => {
  let ferrule: TestFerrule;
  before(async () => {
    ferrule = await startFerrule();
  });
  after(() => ferrule.stop());

  it('lists by connection, by id and by both, and nothing for what is not there', async () => {
    const dx = ferrule.directConnect();
    const [one, two] = [await orderConnection(dx), await orderConnection(dx)];
    const [a, b] = [await makePrivate(dx, one), await makePrivate(dx, two)];
    assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({})), [a, b]);
    assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({ connectionId: two })), [b]);
    assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({ virtualInterfaceId: a })), [a]);
    assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({ virtualInterfaceId: a, connectionId: one })), [a]);
    assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({ virtualInterfaceId: a, connectionId: two })), []);
    for (const unknown of ['dxvif-fzzzzzzz', 'foobar'])
      assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({ virtualInterfaceId: unknown })), []);
    assert.deepEqual(idsOf(await dx.describeVirtualInterfaces({ connectionId: 'dxcon-fzzzzzzz' })), []);
    assert.deepEqual(idsOf(await ferrule.directConnect('test', 'us-west-1').describeVirtualInterfaces({})), []);
  });

  it('comes in pages, in order of creation, own ones and hosted ones together', async () => {
    const host = ferrule.directConnect('333333333333');
    const connectionId = await orderConnection(host);
    const made = [];
    for (let vlan = 1; vlan <= 7; vlan += 1) {
      const order = { virtualInterfaceName: 'x', vlan, asn: 65_000 };
      const vif =
        vlan % 2 === 0
          ? await host.allocatePrivateVirtualInterface({
              connectionId,
              ownerAccount: '444444444444',
              newPrivateVirtualInterfaceAllocation: order,
            })
          : await host.createPrivateVirtualInterface({
              connectionId,
              newPrivateVirtualInterface: { ...order, virtualGatewayId: 'vgw-33333333' },
            });
      made.push(vif.virtualInterfaceId);
    }
    for (const filter of [{}, { connectionId }]) {
      const listed = [];
      let nextToken: string | undefined;
      do {
        const page = await host.describeVirtualInterfaces({ ...filter, maxResults: 3, nextToken });
        assert.ok((page.virtualInterfaces?.length ?? 0) <= 3);
        listed.push(...idsOf(page));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      assert.deepEqual(listed, made);
      assert.deepEqual(idsOf(await host.describeVirtualInterfaces(filter)), made);
    }
    const customers = await ferrule.directConnect('444444444444').describeVirtualInterfaces({});
    assert.deepEqual(
      idsOf(customers),
      made.filter((_, at) => at % 2 === 1),
    );
  });

  it('refuses a page that cannot be', async () => {
    const dx = ferrule.directConnect();
    await clientRefusal(dx.describeVirtualInterfaces({ maxResults: 0 }), /^maxResults 0 is not valid/);
    await clientRefusal(dx.describeVirtualInterfaces({ nextToken: 'x' }), /^The nextToken is not valid/);
  });
});
