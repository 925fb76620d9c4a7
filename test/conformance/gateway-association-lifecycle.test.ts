import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { FerruleOptions } from '../../src/app/options.ts';
import { askAdmin } from '../harness/admin.ts';
import { allProposals, ec2Ids, findAssociation, makeAssociation, prefixes, propose } from '../harness/associations.ts';
import { testClock } from '../harness/clock.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway } from '../harness/virtual-interfaces.ts';

const { vgw, tgw } = ec2Ids();
const add = (cidr: string) => ({ addAllowedPrefixesToDirectConnectGateway: prefixes(cidr) });

const running: TestFerrule[] = [];
async function start(options: Partial<FerruleOptions>): Promise<TestFerrule> {
  const ferrule = await startFerrule(options);
  running.push(ferrule);
  return ferrule;
}
after(() => Promise.all(running.map((ferrule) => ferrule.stop())));

const stateOf = async (dx: DirectConnect, id: string): Promise<string | undefined> =>
  (await findAssociation(dx, id))?.associationState;

describe('gateway associations under --lifecycle timed', () => {
  const setUp = async (durations: FerruleOptions['durations'] = {}) => {
    const clock = testClock();
    const ferrule = await start({ lifecycle: 'timed', durations, now: clock.now });
    return { clock, dx: ferrule.directConnect() };
  };

  it('are associating, associated, updating, associated, disassociating, and gone', async () => {
    const { clock, dx } = await setUp();
    const { associationId, directConnectGatewayId } = await makeAssociation(dx, tgw());
    clock.pass(4.999);
    assert.equal(await stateOf(dx, associationId), 'associating');
    clock.pass(0.001);
    assert.equal(await stateOf(dx, associationId), 'associated');
    await dx.updateDirectConnectGatewayAssociation({ associationId, ...add('10.1.0.0/16') });
    assert.equal(await stateOf(dx, associationId), 'updating');
    clock.pass(2);
    assert.equal(await stateOf(dx, associationId), 'associated');
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.equal(await stateOf(dx, associationId), 'disassociating');
    clock.pass(4);
    await clientRefusal(
      dx.deleteDirectConnectGateway({ directConnectGatewayId }),
      /until its Associations are deleted/,
    );
    clock.pass(1);
    assert.equal(await stateOf(dx, associationId), undefined);
    await dx.deleteDirectConnectGateway({ directConnectGatewayId });
  });

  it('change their prefixes only while they are associated', async () => {
    const { clock, dx } = await setUp();
    const { associationId } = await makeAssociation(dx, tgw());
    const update = (cidr: string) => dx.updateDirectConnectGatewayAssociation({ associationId, ...add(cidr) });
    const refusedWhile = async (state: string): Promise<void> => {
      await clientRefusal(
        update('10.2.0.0/16'),
        `Direct Connect Gateway Association ${associationId} is ${state}: its prefixes can be changed only while it is associated.`,
      );
    };
    await refusedWhile('associating');
    clock.pass(5);
    await update('10.1.0.0/16');
    await refusedWhile('updating');
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    await refusedWhile('disassociating');
    const found = await findAssociation(dx, associationId);
    assert.deepEqual(found?.allowedPrefixesToDirectConnectGateway, prefixes('10.0.0.0/16', '10.1.0.0/16'));
  });

  it('can be deleted in every state, and twice: they end when they would have', async () => {
    const { clock, dx } = await setUp();
    const { associationId } = await makeAssociation(dx, tgw());
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    clock.pass(4);
    const { directConnectGatewayAssociation } = await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.equal(directConnectGatewayAssociation?.associationState, 'disassociating');
    clock.pass(1);
    assert.equal(await stateOf(dx, associationId), undefined);
  });

  it('hold their gateway of EC2’s until they are gone', async () => {
    const { clock, dx } = await setUp();
    const id = vgw();
    const { associationId } = await makeAssociation(dx, id);
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    await clientRefusal(makeAssociation(dx, id), /is already associated with another Direct Connect gateway/);
    clock.pass(5);
    await makeAssociation(dx, id);
  });

  it('keep the proposal that they came from until they are gone', async () => {
    const { clock, dx } = await setUp();
    const directConnectGatewayId = await makeGateway(dx);
    const proposalId = await propose(dx, {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: '000000000000',
      gatewayId: vgw(),
    });
    const answer = await dx.acceptDirectConnectGatewayAssociationProposal({
      directConnectGatewayId,
      proposalId,
      associatedGatewayOwnerAccount: '000000000000',
    });
    const { associationId } = answer.directConnectGatewayAssociation ?? {};
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.equal((await allProposals(dx)).length, 1);
    clock.pass(5);
    assert.deepEqual(await allProposals(dx), []);
  });

  it('take the durations that they are given', async () => {
    const { clock, dx } = await setUp({ gatewayAssociating: 10, gatewayUpdating: 20, gatewayDisassociating: 30 });
    const { associationId } = await makeAssociation(dx, tgw());
    for (const [seconds, during, afterwards, next] of [
      [
        10,
        'associating',
        'associated',
        () => dx.updateDirectConnectGatewayAssociation({ associationId, ...add('10.1.0.0/16') }),
      ],
      [20, 'updating', 'associated', () => dx.deleteDirectConnectGatewayAssociation({ associationId })],
      [30, 'disassociating', undefined, async () => {}],
    ] as const) {
      clock.pass(seconds - 1);
      assert.equal(await stateOf(dx, associationId), during);
      clock.pass(1);
      assert.equal(await stateOf(dx, associationId), afterwards);
      await next();
    }
  });
});

describe('gateway associations under --lifecycle manual', () => {
  const setUp = async () => {
    const clock = testClock();
    const ferrule = await start({ lifecycle: 'manual', now: clock.now });
    return { clock, ferrule, dx: ferrule.directConnect() };
  };

  it('wait for approval, and then change and end at once', async () => {
    const { clock, ferrule, dx } = await setUp();
    const { associationId } = await makeAssociation(dx, tgw());
    clock.pass(7 * 24 * 60 * 60);
    assert.equal(await stateOf(dx, associationId), 'associating');
    assert.deepEqual(await askAdmin(ferrule, 'approve', { id: associationId }), {
      approvals: [{ id: associationId, from: 'associating', to: 'associated' }],
    });
    assert.equal(await stateOf(dx, associationId), 'associated');
    const again = await askAdmin(ferrule, 'approve', { id: associationId });
    assert.equal(again['message'], `${associationId} is associated and waits for no approval.`);
    await dx.updateDirectConnectGatewayAssociation({ associationId, ...add('10.1.0.0/16') });
    assert.equal(await stateOf(dx, associationId), 'associated');
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.equal(await stateOf(dx, associationId), undefined);
  });

  it('are approved together with all that waits, to a state that is on their way', async () => {
    const { ferrule, dx } = await setUp();
    const ids = [(await makeAssociation(dx, tgw())).associationId, (await makeAssociation(dx, vgw())).associationId];
    const wrong = await askAdmin(ferrule, 'approve', { id: ids[0], to: 'available' });
    assert.equal(wrong['message'], `${ids[0]} cannot become available: from associating it becomes associated.`);
    assert.deepEqual(await askAdmin(ferrule, 'approve', { all: true, to: 'associated' }), {
      approvals: ids.map((id) => ({ id, from: 'associating', to: 'associated' })),
    });
    assert.deepEqual(await askAdmin(ferrule, 'approve', { all: true }), { approvals: [] });
  });

  it('can be deleted while they wait', async () => {
    const { dx } = await setUp();
    const { associationId } = await makeAssociation(dx, tgw());
    await dx.deleteDirectConnectGatewayAssociation({ associationId });
    assert.equal(await stateOf(dx, associationId), undefined);
  });
});

describe('a restart', () => {
  it('loses neither associations nor proposals, and ends what became due meanwhile', async () => {
    const clock = testClock();
    const dataDirectory = mkdtempSync(join(tmpdir(), 'ferrule-'));
    const options = { lifecycle: 'timed', now: clock.now, dataDirectory } as const;
    try {
      const first = await startFerrule(options);
      let dx = first.directConnect();
      const [kept, gone] = [await makeAssociation(dx, tgw()), await makeAssociation(dx, vgw())];
      await dx.deleteDirectConnectGatewayAssociation({ associationId: gone.associationId });
      await propose(dx, {
        directConnectGatewayId: kept.directConnectGatewayId,
        directConnectGatewayOwnerAccount: '000000000000',
        gatewayId: kept.associatedGateway?.id,
        ...add('10.1.0.0/16'),
      });
      const proposals = await allProposals(dx);
      const before = await findAssociation(dx, kept.associationId);
      await first.stop();

      const second = await startFerrule(options);
      dx = second.directConnect();
      assert.deepEqual(await findAssociation(dx, kept.associationId), before);
      assert.deepEqual(await allProposals(dx), proposals);
      assert.equal(await stateOf(dx, gone.associationId), 'disassociating');
      await second.stop();

      clock.pass(60);
      const third = await startFerrule(options);
      dx = third.directConnect();
      assert.equal(await stateOf(dx, kept.associationId), 'associated');
      assert.equal(await stateOf(dx, gone.associationId), undefined);
      await third.stop();
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });
});
