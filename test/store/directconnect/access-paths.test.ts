import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import type { BgpPeer } from '../../../src/directconnect/model/bgp-peer.ts';
import type { FailoverTest } from '../../../src/directconnect/model/failover-test.ts';
import type { VirtualInterface } from '../../../src/directconnect/model/virtual-interface.ts';
import { NO_TARGET } from '../../../src/directconnect/model/virtual-interface.ts';
import { BgpPeerTable } from '../../../src/store/directconnect/bgp-peer-table.ts';
import { Ec2GatewayTable } from '../../../src/store/directconnect/ec2-gateway-table.ts';
import { FailoverTestTable } from '../../../src/store/directconnect/failover-test-table.ts';
import { GatewayTable } from '../../../src/store/directconnect/gateway-table.ts';
import { VirtualInterfaceTable } from '../../../src/store/directconnect/virtual-interface-table.ts';
import { PlanningDatabase } from '../../harness/planning-database.ts';

const PLACE = { account: '1', region: 'r' };
const PAGE = { after: undefined, limit: 1 };
const VIF: VirtualInterface = {
  id: 'v',
  type: 'private',
  ...PLACE,
  hostAccount: '2',
  parentId: 'p',
  location: 'l',
  device: 'd',
  name: 'n',
  vlan: 1,
  mtu: 1500,
  target: { ...NO_TARGET, gatewayId: 'g' },
  siteLink: false,
  rateLimit: '50Mbps',
  routeFilterPrefixes: [],
  createdAt: 1,
  state: 'available',
};
const PEER: BgpPeer = {
  id: 'b',
  virtualInterfaceId: 'v',
  parentId: 'p',
  asn: 1,
  shortAsn: 1,
  family: 'ipv4',
  amazonHost: 'a',
  customerHost: 'c',
  prefixLength: 30,
  authKey: new Confidential('authKey', new Uint8Array(6)),
  inTest: false,
  state: 'available',
};
const TEST: FailoverTest = {
  id: 't',
  virtualInterfaceId: 'v',
  ...PLACE,
  peerIds: ['b'],
  status: 'In progress',
  minutes: 1,
  startedAt: 1,
  endedAt: undefined,
  dueAt: 2,
};

describe('the tables of virtual interfaces and gateways', () => {
  it('reach every row by an index, and sort no more than a page', async () => {
    const sql = new PlanningDatabase();
    const seal = new MasterKeySeal(new Confidential('master key', new Uint8Array(32)));
    const gateways = new GatewayTable(sql);
    await gateways.add({ id: 'g', account: '1', name: 'n', amazonSideAsn: 64_512, createdAt: 1 });
    await gateways.find('g');
    await gateways.list('1', PAGE);
    await gateways.count('1');
    await gateways.save({ id: 'g', account: '1', name: 'n', amazonSideAsn: 64_512, createdAt: 1 });
    await gateways.remove('g');

    const ec2Gateways = new Ec2GatewayTable(sql);
    await ec2Gateways.add({ id: 'vgw', ...PLACE });
    await ec2Gateways.find('vgw');

    const vifs = new VirtualInterfaceTable(sql);
    await vifs.add(VIF);
    await vifs.find('v');
    await vifs.list(PLACE, PAGE);
    await vifs.listOn('p', PLACE, PAGE);
    await vifs.presentOn('p');
    await vifs.onVlan('p', 1);
    await vifs.anyOn('p');
    await vifs.countOn('p');
    await vifs.rateLimitsOn(['p']);
    await vifs.rateLimitsOn(['p', 'q']);
    await vifs.listOnGateway('g', PAGE);
    await vifs.countOnGateway('g');
    await vifs.save(VIF);
    await vifs.due(1);
    await vifs.held();

    const peers = new BgpPeerTable(sql, seal);
    await peers.add(PEER);
    await peers.find('b');
    await peers.of('v');
    await peers.ofAll(['v', 'w']);
    await peers.usesAddress('p', 'x');
    await peers.nextNumber();
    await peers.save(PEER);
    await peers.moveAll('v', 'p');
    await peers.due(1);
    await peers.held();
    await peers.remove('b');
    await peers.removeOf('v');
    await vifs.remove('v');

    const tests = new FailoverTestTable(sql);
    const any = { testId: undefined, virtualInterfaceId: undefined, peerIds: undefined, status: undefined };
    await tests.add(TEST);
    await tests.running('v');
    await tests.list(PLACE, any, PAGE);
    await tests.list(PLACE, { ...any, testId: 't' }, PAGE);
    await tests.list(PLACE, { ...any, virtualInterfaceId: 'v' }, PAGE);
    await tests.save(TEST);
    await tests.due(1);
    await tests.remove('t');

    for (const [text, plan] of sql.plans) {
      // The held ones are a partial index read from end to end, and the highest number is the end of the table.
      if (!/_held|max\(seq\)/.test(`${plan} ${text}`)) assert.doesNotMatch(plan, /SCAN/, `${text}: ${plan}`);
      if (!text.includes(' IN (') && !text.includes('GROUP BY'))
        assert.doesNotMatch(plan, /TEMP B-TREE/, `${text}: ${plan}`);
    }
    assert.ok(sql.plans.size >= 40, String(sql.plans.size));
  });
});
