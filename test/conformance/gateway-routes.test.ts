import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import { ask } from '../harness/ask.ts';
import { makeAssociation, prefixes } from '../harness/associations.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { makeGateway } from '../harness/virtual-interfaces.ts';

describe('ListVirtualInterfaceRoutes of one that leads to a Direct Connect gateway', () => {
  const clock = testClock();
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ lifecycle: 'timed', now: clock.now });
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('has the prefixes that are allowed to the gateway, advertised with its ASN, while they are associated', async () => {
    const connectionId = await orderConnection(dx);
    clock.pass(10);
    const directConnectGatewayId = await makeGateway(dx, 64_600);
    const { virtualInterface } = await dx.createTransitVirtualInterface({
      connectionId,
      newTransitVirtualInterface: { virtualInterfaceName: 'transit', vlan: 1, asn: 65_000, directConnectGatewayId },
    });
    const { virtualInterfaceId } = virtualInterface ?? {};
    const advertised = async (): Promise<readonly unknown[]> => {
      const { body } = await ask(ferrule, 'ListVirtualInterfaceRoutes', { virtualInterfaceId });
      return (body['routes'] as { cidr: string; routeDirection: string; asPath: { path: number[] }[] }[]).map(
        ({ cidr, routeDirection, asPath }) => [cidr, routeDirection, asPath[0]?.path],
      );
    };
    clock.pass(2);
    const { associationId } = await makeAssociation(dx, 'tgw-00000001', { directConnectGatewayId });
    await makeAssociation(dx, 'tgw-00000002', {
      directConnectGatewayId,
      // There is no session over IPv6.
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.1.0.0/16', '2001:db8::/32'),
    });
    assert.deepEqual(await advertised(), []);
    clock.pass(5);
    const [first, second] = ['10.0.0.0/16', '10.1.0.0/16'].map((cidr) => [cidr, 'advertised', [64_600]]);
    assert.deepEqual(await advertised(), [first, second]);
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.deepEqual(await advertised(), [second]);
  });
});
