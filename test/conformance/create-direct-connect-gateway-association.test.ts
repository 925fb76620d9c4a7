import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import {
  associationsOf,
  ec2Ids,
  findAssociation,
  makeAssociation,
  prefixes,
  UNKNOWN_ID,
  UUID,
} from '../harness/associations.ts';
import { startFerrule } from '../harness/ferrule.ts';
import type { TestFerrule } from '../harness/ferrule.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway, makePrivate } from '../harness/virtual-interfaces.ts';

const ACCOUNT = '000000000000';
const STRANGER = '111111111111';
const { vgw, tgw } = ec2Ids();

describe('CreateDirectConnectGatewayAssociation', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule();
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('associates a virtual private gateway, and says it in the older members, too', async () => {
    const [directConnectGatewayId, id] = [await makeGateway(dx), vgw()];
    const { directConnectGatewayAssociation } = await dx.createDirectConnectGatewayAssociation({
      directConnectGatewayId,
      gatewayId: id,
      addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16', '172.16.0.0/12'),
    });
    const { associationId = '', ...rest } = directConnectGatewayAssociation ?? {};
    assert.match(associationId, UUID);
    assert.deepEqual(rest, {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: ACCOUNT,
      associationState: 'associating',
      associatedGateway: { id, type: 'virtualPrivateGateway', ownerAccount: ACCOUNT, region: 'us-east-1' },
      allowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16', '172.16.0.0/12'),
      virtualGatewayId: id,
      virtualGatewayRegion: 'us-east-1',
      virtualGatewayOwnerAccount: ACCOUNT,
    });
    assert.deepEqual(await findAssociation(dx, associationId), {
      ...directConnectGatewayAssociation,
      associationState: 'associated',
    });
  });

  it('takes the older member virtualGatewayId, alone or with the same in the newer one', async () => {
    for (const both of [false, true]) {
      const [directConnectGatewayId, id] = [await makeGateway(dx), vgw()];
      const { directConnectGatewayAssociation } = await dx.createDirectConnectGatewayAssociation({
        directConnectGatewayId,
        virtualGatewayId: id,
        ...(both ? { gatewayId: id } : {}),
      });
      assert.equal(directConnectGatewayAssociation?.associatedGateway?.id, id);
      assert.deepEqual(directConnectGatewayAssociation?.allowedPrefixesToDirectConnectGateway, []);
    }
  });

  it('associates a transit gateway, of which the older members say nothing', async () => {
    const id = tgw();
    const made = await makeAssociation(dx, id);
    assert.deepEqual(made.associatedGateway, {
      id,
      type: 'transitGateway',
      ownerAccount: ACCOUNT,
      region: 'us-east-1',
    });
    assert.equal('virtualGatewayId' in made, false);
    assert.equal('virtualGatewayRegion' in made, false);
    assert.equal('virtualGatewayOwnerAccount' in made, false);
  });

  it('writes IPv6 prefixes out, as AWS does, and each prefix once', async () => {
    const made = await makeAssociation(dx, tgw(), {
      addAllowedPrefixesToDirectConnectGateway: prefixes(
        '2600:1F16:74::/48',
        '10.0.0.0/8',
        '2600:1f16:0074:0:0:0:0:0/48',
        '10.0.0.0/8',
        '::/0',
        '10.1.0.0/16',
      ),
    });
    const written = prefixes(
      '2600:1f16:0074:0000:0000:0000:0000:0000/48',
      '10.0.0.0/8',
      '0000:0000:0000:0000:0000:0000:0000:0000/0',
      '10.1.0.0/16',
    );
    assert.deepEqual(made.allowedPrefixesToDirectConnectGateway, written);
    assert.deepEqual((await findAssociation(dx, made.associationId))?.allowedPrefixesToDirectConnectGateway, written);
  });

  it('is made in the Region of the gateway that is EC2’s, and the Direct Connect gateway has none', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const id = tgw();
    const made = await makeAssociation(ferrule.directConnect('test', 'eu-west-1'), id, { directConnectGatewayId });
    assert.equal(made.associatedGateway?.region, 'eu-west-1');
    // It is known to be there now, and so not here.
    await clientRefusal(makeAssociation(dx, id), `The TransitGateway ${id} does not exist.`);
  });

  it('takes several of one kind on one gateway, and a transit gateway on several', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    for (let count = 0; count < 25; count += 1) await makeAssociation(dx, vgw(), { directConnectGatewayId });
    assert.equal((await associationsOf(dx, directConnectGatewayId)).length, 25);
    const id = tgw();
    for (let count = 0; count < 22; count += 1) await makeAssociation(dx, id);
    const { directConnectGatewayAssociations } = await dx.describeDirectConnectGatewayAssociations({
      associatedGatewayId: id,
    });
    assert.equal(directConnectGatewayAssociations?.length, 22);
  });

  describe('refuses, and changes nothing:', () => {
    let directConnectGatewayId: string;
    before(async () => {
      directConnectGatewayId = await makeGateway(dx);
    });

    const refuses = async (
      order: Parameters<DirectConnect['createDirectConnectGatewayAssociation']>[0],
      message: string | RegExp,
      client: DirectConnect = dx,
    ): Promise<void> => {
      const id = order.directConnectGatewayId ?? '';
      const had = await associationsOf(dx, id);
      await clientRefusal(client.createDirectConnectGatewayAssociation(order), message);
      assert.deepEqual(await associationsOf(dx, id), had);
    };

    it('no gateway of EC2’s', () => refuses({ directConnectGatewayId }, 'Field gatewayId is required.'));

    it('two of them', async () => {
      const [one, two] = [vgw(), vgw()];
      await refuses(
        { directConnectGatewayId, gatewayId: one, virtualGatewayId: two },
        `gatewayId ${one} and virtualGatewayId ${two} name two gateways: give one of the members.`,
      );
    });

    for (const gatewayId of [
      'foobar',
      'vgw-',
      'vgw-1234567',
      'igw-12345678',
      'tgw-0123456789abcdefgh',
      'VGW-12345678',
    ]) {
      it(`the id ${gatewayId}`, () =>
        refuses(
          { directConnectGatewayId, gatewayId },
          `Gateway ID ${gatewayId} has an invalid format: it must be that of a virtual private gateway (vgw-…) or of a transit gateway (tgw-…).`,
        ));
    }

    it('a transit gateway in the older member', async () => {
      const id = tgw();
      await refuses(
        { directConnectGatewayId, virtualGatewayId: id },
        `Virtual Gateway ID ${id} has an invalid format.`,
      );
    });

    it('a Direct Connect gateway that is not there, or another account’s', async () => {
      await refuses(
        { directConnectGatewayId: UNKNOWN_ID, gatewayId: vgw() },
        `Direct Connect Gateway ${UNKNOWN_ID} does not exist.`,
      );
      await refuses(
        { directConnectGatewayId, gatewayId: vgw() },
        `Direct Connect Gateway ${directConnectGatewayId} does not exist.`,
        ferrule.directConnect(STRANGER),
      );
    });

    it('a gateway of EC2’s that is another account’s', async () => {
      const id = vgw();
      await makeAssociation(ferrule.directConnect(STRANGER), id);
      await refuses({ directConnectGatewayId, gatewayId: id }, `The VirtualGateway ${id} does not exist.`);
    });

    it('one that a refusal has named: it still belongs to nobody', async () => {
      const id = tgw();
      await refuses({ directConnectGatewayId, gatewayId: id }, /^Allowed prefixes are required/);
      await makeAssociation(ferrule.directConnect(STRANGER), id);
    });

    it('a virtual private gateway that is associated already, with this gateway or another', async () => {
      const id = vgw();
      const { directConnectGatewayId: taken = '' } = await makeAssociation(dx, id);
      await refuses(
        { directConnectGatewayId: taken, gatewayId: id },
        `The VirtualGateway ${id} is already associated with Direct Connect Gateway ${taken}.`,
      );
      await refuses(
        { directConnectGatewayId, gatewayId: id },
        `The VirtualGateway ${id} is already associated with another Direct Connect gateway: it can be with one.`,
      );
    });

    it('a transit gateway that is associated with this gateway already', async () => {
      const id = tgw();
      const { directConnectGatewayId: taken = '' } = await makeAssociation(dx, id);
      await refuses(
        {
          directConnectGatewayId: taken,
          gatewayId: id,
          addAllowedPrefixesToDirectConnectGateway: prefixes('10.99.0.0/16'),
        },
        `The TransitGateway ${id} is already associated with Direct Connect Gateway ${taken}.`,
      );
    });

    it('both kinds on one gateway', async () => {
      const [v, t] = [vgw(), tgw()];
      const { directConnectGatewayId: ofVgw = '' } = await makeAssociation(dx, v);
      const { directConnectGatewayId: ofTgw = '' } = await makeAssociation(dx, t);
      const addAllowedPrefixesToDirectConnectGateway = prefixes('10.99.0.0/16');
      await refuses(
        { directConnectGatewayId: ofVgw, gatewayId: tgw(), addAllowedPrefixesToDirectConnectGateway },
        `Direct Connect Gateway ${ofVgw} is associated with the VirtualGateway ${v}: it cannot be associated with a transit gateway, too.`,
      );
      await refuses(
        { directConnectGatewayId: ofTgw, gatewayId: vgw() },
        `Direct Connect Gateway ${ofTgw} is associated with the TransitGateway ${t}: it cannot be associated with a virtual private gateway, too.`,
      );
    });

    it('a transit gateway where a private virtual interface is attached', async () => {
      const attached = await makeGateway(dx);
      await makePrivate(dx, await orderConnection(dx), { directConnectGatewayId: attached });
      await refuses(
        {
          directConnectGatewayId: attached,
          gatewayId: tgw(),
          addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
        },
        `Direct Connect Gateway ${attached} has a private virtual interface attached: it cannot be associated with a transit gateway.`,
      );
      await makeAssociation(dx, vgw(), { directConnectGatewayId: attached });
    });

    it('a transit gateway without prefixes, or with too many', async () => {
      const id = tgw();
      const message = `Allowed prefixes are required for a transit gateway: name 1 to 200 that TransitGateway ${id} is to announce.`;
      await refuses({ directConnectGatewayId, gatewayId: id }, message);
      await refuses({ directConnectGatewayId, gatewayId: id, addAllowedPrefixesToDirectConnectGateway: [] }, message);
      const many = Array.from({ length: 201 }, (_, at) => `10.${at}.0.0/16`);
      await refuses(
        { directConnectGatewayId, gatewayId: id, addAllowedPrefixesToDirectConnectGateway: prefixes(...many) },
        'A transit gateway can have at most 200 allowed prefixes, not 201.',
      );
      await makeAssociation(dx, id, { addAllowedPrefixesToDirectConnectGateway: prefixes(...many.slice(1)) });
    });

    for (const cidr of [
      '10.0.0.0',
      '10.0.0.0/33',
      '10.0.0/8',
      '010.0.0.0/8',
      '256.0.0.0/8',
      'fe80::/129',
      '1:::/16',
      '',
    ]) {
      it(`the prefix ${JSON.stringify(cidr)}`, () =>
        refuses(
          { directConnectGatewayId, gatewayId: vgw(), addAllowedPrefixesToDirectConnectGateway: prefixes(cidr) },
          `Allowed prefix ${cidr} is not valid: it must be a prefix such as 10.0.0.0/16.`,
        ));
    }

    for (const cidr of ['10.0.0.1/8', '2001:db8::1/64']) {
      it(`the prefix ${cidr}`, () =>
        refuses(
          { directConnectGatewayId, gatewayId: vgw(), addAllowedPrefixesToDirectConnectGateway: prefixes(cidr) },
          `Allowed prefix ${cidr} is not valid: it has bits set beyond its length.`,
        ));
    }

    it('a prefix that says nothing', () =>
      refuses(
        { directConnectGatewayId, gatewayId: vgw(), addAllowedPrefixesToDirectConnectGateway: [{}] },
        'Each entry of addAllowedPrefixesToDirectConnectGateway needs a cidr.',
      ));

    it('prefixes that another transit gateway announces, or a part of them', async () => {
      const first = tgw();
      const { directConnectGatewayId: shared = '' } = await makeAssociation(dx, first, {
        addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/9', '2001:db8:1::/48'),
      });
      for (const [cidr, other] of [
        ['10.1.0.0/16', '10.0.0.0/9'],
        ['10.0.0.0/8', '10.0.0.0/9'],
        ['10.0.0.0/9', '10.0.0.0/9'],
        ['0.0.0.0/0', '10.0.0.0/9'],
      ] as const) {
        await refuses(
          {
            directConnectGatewayId: shared,
            gatewayId: tgw(),
            addAllowedPrefixesToDirectConnectGateway: prefixes('192.168.0.0/16', cidr),
          },
          `Allowed prefix ${cidr} overlaps with ${other}, which TransitGateway ${first} has on Direct Connect Gateway ${shared}.`,
        );
      }
      await refuses(
        {
          directConnectGatewayId: shared,
          gatewayId: tgw(),
          addAllowedPrefixesToDirectConnectGateway: prefixes('2001:db8:1:2::/64'),
        },
        /^Allowed prefix 2001:0db8:0001:0002:0000:0000:0000:0000\/64 overlaps with 2001:0db8:0001:0000/,
      );
      await makeAssociation(dx, tgw(), {
        directConnectGatewayId: shared,
        addAllowedPrefixesToDirectConnectGateway: prefixes('10.128.0.0/9', '2001:db8:2::/48'),
      });
    });
  });

  it('does not mind overlaps of virtual private gateways, whose prefixes are filters', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const order = { directConnectGatewayId, addAllowedPrefixesToDirectConnectGateway: prefixes('0.0.0.0/0') };
    await makeAssociation(dx, vgw(), order);
    await makeAssociation(dx, vgw(), order);
  });
});

describe('CreateDirectConnectGatewayAssociation under --quotas aws', () => {
  let ferrule: TestFerrule;
  let dx: DirectConnect;
  before(async () => {
    ferrule = await startFerrule({ quotas: 'aws' });
    dx = ferrule.directConnect();
  });
  after(() => ferrule.stop());

  it('takes 20 virtual private gateways on a gateway', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    for (let count = 0; count < 20; count += 1) await makeAssociation(dx, vgw(), { directConnectGatewayId });
    await clientRefusal(
      makeAssociation(dx, vgw(), { directConnectGatewayId }),
      `The quota of 20 virtual private gateways is exceeded: Direct Connect Gateway ${directConnectGatewayId} has 20.`,
    );
  });

  it('takes 6 transit gateways on a gateway', async () => {
    const directConnectGatewayId = await makeGateway(dx);
    const make = (at: number) =>
      makeAssociation(dx, tgw(), {
        directConnectGatewayId,
        addAllowedPrefixesToDirectConnectGateway: prefixes(`10.${at}.0.0/16`),
      });
    for (let count = 0; count < 6; count += 1) await make(count);
    await clientRefusal(
      make(6),
      `The quota of 6 transit gateways is exceeded: Direct Connect Gateway ${directConnectGatewayId} has 6.`,
    );
  });

  it('takes a transit gateway on 20 gateways', async () => {
    const id = tgw();
    for (let count = 0; count < 20; count += 1) await makeAssociation(dx, id);
    await clientRefusal(
      makeAssociation(dx, id),
      `The quota of 20 Direct Connect gateways is exceeded: TransitGateway ${id} has 20.`,
    );
  });
});
