import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect, UpdateDirectConnectGatewayAssociationRequest } from '@aws-sdk/client-direct-connect';
import { ec2Ids, findAssociation, makeAssociation, prefixes, UNKNOWN_ID } from '../harness/associations.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { clientRefusal } from '../harness/refusal.ts';

const { vgw, tgw } = ec2Ids();

describe('UpdateDirectConnectGatewayAssociation', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  const update = async (input: UpdateDirectConnectGatewayAssociationRequest, client = dx) =>
    (await client.updateDirectConnectGatewayAssociation(input)).directConnectGatewayAssociation;

  it('adds and removes prefixes, updating in the answer and associated afterwards', async () => {
    const { associationId, ...made } = await makeAssociation(dx, tgw(), {
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16', '10.1.0.0/16'),
    });
    const updated = await update({
      associationId,
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.2.0.0/16', '10.1.0.0/16', '2001:db8::/32'),
      removeAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16'),
    });
    const expected = {
      ...made,
      associationId,
      allowedPrefixesToDirectConnectGateway: prefixes(
        '10.1.0.0/16',
        '10.2.0.0/16',
        '2001:0db8:0000:0000:0000:0000:0000:0000/32',
      ),
    };
    assert.deepEqual(updated, { ...expected, associationState: 'updating' });
    assert.deepEqual(await findAssociation(dx, associationId), { ...expected, associationState: 'associated' });
  });

  it('keeps a prefix that is removed in one writing and added in another, as Terraform asks', async () => {
    const written = prefixes('2600:1f16:0074:0000:0000:0000:0000:0000/48');
    const short = prefixes('2600:1f16:74::/48');
    const { associationId } = await makeAssociation(dx, tgw(), { addAllowedPrefixesToDirectConnectGateway: short });
    const updated = await update({
      associationId,
      addAllowedPrefixesToDirectConnectGateway: short,
      removeAllowedPrefixesToDirectConnectGateway: written,
    });
    assert.deepEqual(updated?.allowedPrefixesToDirectConnectGateway, written);
  });

  it('leaves a virtual private gateway without prefixes, if asked', async () => {
    const { associationId } = await makeAssociation(dx, vgw(), {
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16'),
    });
    const removeAllowedPrefixesToDirectConnectGateway = prefixes('10.0.0.0/16');
    const updated = await update({ associationId, removeAllowedPrefixesToDirectConnectGateway });
    assert.deepEqual(updated?.allowedPrefixesToDirectConnectGateway, []);
  });

  it('is for the owner of either gateway, from every Region', async () => {
    const { associationId } = await makeAssociation(dx, tgw());
    const elsewhere = ferrule.directConnect('test', 'ap-southeast-2');
    await update({ associationId, addAllowedPrefixesToDirectConnectGateway: prefixes('10.5.0.0/16') }, elsewhere);
    const found = await findAssociation(dx, associationId);
    assert.deepEqual(found?.allowedPrefixesToDirectConnectGateway, prefixes('10.0.0.0/16', '10.5.0.0/16'));
    assert.equal(found?.associatedGateway?.region, 'us-east-1');
  });

  it('refuses, and changes nothing', async () => {
    const other = tgw();
    const { directConnectGatewayId = '' } = await makeAssociation(dx, other);
    const { associationId } = await makeAssociation(dx, tgw(), {
      directConnectGatewayId,
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.1.0.0/16'),
    });
    const had = await findAssociation(dx, associationId);
    const add = (cidr: string) => ({ addAllowedPrefixesToDirectConnectGateway: prefixes(cidr) });
    const remove = (cidr: string) => ({ removeAllowedPrefixesToDirectConnectGateway: prefixes(cidr) });
    const refusals: readonly [UpdateDirectConnectGatewayAssociationRequest, string | RegExp][] = [
      [add('10.2.0.0/16'), 'Field associationId is required.'],
      [{ associationId }, /^There is nothing to change: give addAllowedPrefixesToDirectConnectGateway, /],
      [{ associationId, addAllowedPrefixesToDirectConnectGateway: [] }, /^There is nothing to change/],
      [
        { associationId: UNKNOWN_ID, ...add('10.2.0.0/16') },
        `Direct Connect Gateway Association ${UNKNOWN_ID} does not exist.`,
      ],
      [
        { associationId, ...remove('10.9.0.0/16') },
        'Allowed prefix 10.9.0.0/16 cannot be removed: it is not among those that are allowed.',
      ],
      [{ associationId, ...remove('10.1.0.0/16') }, /^Allowed prefixes are required for a transit gateway/],
      [{ associationId, ...add('10.2.0.1/16') }, /has bits set beyond its length/],
      [{ associationId, ...add('everything') }, /must be a prefix such as/],
      [
        { associationId, ...add('10.0.128.0/17') },
        `Allowed prefix 10.0.128.0/17 overlaps with 10.0.0.0/16, which TransitGateway ${other} has on Direct Connect Gateway ${directConnectGatewayId}.`,
      ],
      [
        {
          associationId,
          addAllowedPrefixesToDirectConnectGateway: prefixes(
            ...Array.from({ length: 200 }, (_, at) => `172.16.${at}.0/24`),
          ),
        },
        'A transit gateway can have at most 200 allowed prefixes, not 201.',
      ],
    ];
    for (const [input, message] of refusals) {
      await clientRefusal(dx.updateDirectConnectGatewayAssociation(input), message);
      assert.deepEqual(await findAssociation(dx, associationId), had);
    }
    await clientRefusal(
      ferrule.directConnect('111111111111').updateDirectConnectGatewayAssociation({
        associationId,
        ...add('10.2.0.0/16'),
      }),
      `Direct Connect Gateway Association ${associationId} does not exist.`,
    );
  });
});
