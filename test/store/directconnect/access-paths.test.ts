import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Confidential } from '../../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../../src/crypto/node/at-rest.ts';
import type { Association } from '../../../src/directconnect/model/association.ts';
import type { BgpPeer } from '../../../src/directconnect/model/bgp-peer.ts';
import type { FailoverTest } from '../../../src/directconnect/model/failover-test.ts';
import type { Proposal } from '../../../src/directconnect/model/proposal.ts';
import type { VirtualInterface } from '../../../src/directconnect/model/virtual-interface.ts';
import { NO_TARGET } from '../../../src/directconnect/model/virtual-interface.ts';
import { AssociationTable } from '../../../src/store/directconnect/association-table.ts';
import { BgpPeerTable } from '../../../src/store/directconnect/bgp-peer-table.ts';
import { Ec2GatewayTable } from '../../../src/store/directconnect/ec2-gateway-table.ts';
import { FailoverTestTable } from '../../../src/store/directconnect/failover-test-table.ts';
import { GatewayTable } from '../../../src/store/directconnect/gateway-table.ts';
import { ProposalTable } from '../../../src/store/directconnect/proposal-table.ts';
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

const PAIR = {
  gatewayId: 'g',
  gatewayAccount: '1',
  associated: { id: 'tgw', type: 'transitGateway', account: '2', region: 'r' },
  createdAt: 1,
} as const;
const ASSOCIATION: Association = { id: 'a', ...PAIR, allowedPrefixes: ['10.0.0.0/8'], state: 'associating', dueAt: 2 };
const PROPOSAL: Proposal = {
  id: 'q',
  ...PAIR,
  requestedPrefixes: [],
  accepted: { associationId: 'a', dueAt: 2 },
};
const PAIR_FILTERS = [
  {},
  { gatewayId: 'g' },
  { associatedId: 'tgw' },
  { gatewayId: 'g', associatedId: 'tgw' },
] as const;

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
    await ec2Gateways.list(PLACE);

    const associations = new AssociationTable(sql);
    await associations.add(ASSOCIATION);
    assert.deepEqual(await associations.find('a'), ASSOCIATION);
    await associations.between('g', 'tgw');
    for (const filter of PAIR_FILTERS) {
      for (const account of ['1', '2']) assert.equal((await associations.list(account, filter, PAGE)).items.length, 1);
      assert.deepEqual((await associations.list('3', filter, PAGE)).items, []);
    }
    await associations.of('g');
    await associations.countOf('tgw');
    await associations.anyOf('g');
    await associations.save(ASSOCIATION);
    await associations.due(1);
    await associations.held();
    await associations.remove('a');

    const proposals = new ProposalTable(sql);
    await proposals.add(PROPOSAL);
    assert.deepEqual(await proposals.find('q'), PROPOSAL);
    for (const filter of PAIR_FILTERS) {
      for (const account of ['1', '2']) assert.equal((await proposals.list(account, filter, PAGE)).items.length, 1);
      assert.deepEqual((await proposals.list('3', filter, PAGE)).items, []);
    }
    await proposals.save(PROPOSAL);
    await proposals.due(1);
    await proposals.removeOfAssociation('b');
    await proposals.removeOfGateway('h');
    await proposals.remove('q');

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
    await vifs.anyOnGateway('g', 'private');
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
    assert.ok(sql.plans.size >= 70, String(sql.plans.size));
  });
});
