import assert from 'node:assert/strict';
import { casesOf } from './harness/cases.ts';
import { setStage } from './harness/stage.ts';
import { findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

const TIMED = [
  '--memory',
  '--lifecycle=timed',
  '--durations=gatewayAssociating=2,gatewayUpdating=2,gatewayDisassociating=2',
];

for (const [name, args] of [
  ['gateways', undefined],
  ['gateways-timed', TIMED],
] as const) {
  define(name, async (t) => {
    const terraform = new Terraform(await setStage(t, args), found, 'gateways');
    await terraform.apply();
    await terraform.planIsEmpty();
    const before = await terraform.show();
    const gateway = before('aws_dx_gateway.vgw');
    const looked = before('data.aws_dx_gateway.vgw');
    assert.equal(gateway['owner_account_id'], '000000000000');
    assert.equal(gateway['amazon_side_asn'], '64600');
    for (const member of ['id', 'amazon_side_asn', 'owner_account_id', 'arn'])
      assert.equal(looked[member], gateway[member], member);
    const vgw = before('aws_dx_gateway_association.vgw');
    assert.equal(vgw['associated_gateway_type'], 'virtualPrivateGateway');
    assert.equal(vgw['associated_gateway_owner_account_id'], '000000000000');
    assert.equal(vgw['dx_gateway_owner_account_id'], '000000000000');
    const tgw = before('aws_dx_gateway_association.tgw');
    assert.equal(tgw['associated_gateway_type'], 'transitGateway');
    assert.deepEqual(tgw['allowed_prefixes'], ['10.0.0.0/16', '10.1.0.0/16']);

    // Updated in place: the association stays the same one.
    const prefixes = ['10.1.0.0/16', '2001:0db8:0000:0000:0000:0000:0000:0000/32'];
    await terraform.set({ name: 'renamed', prefixes: JSON.stringify(prefixes) }).apply();
    await terraform.planIsEmpty();
    const after = await terraform.show();
    assert.equal(after('aws_dx_gateway.vgw')['id'], gateway['id']);
    const updated = after('aws_dx_gateway_association.tgw');
    assert.equal(updated['dx_gateway_association_id'], tgw['dx_gateway_association_id']);
    assert.deepEqual(updated['allowed_prefixes'], prefixes);

    // Imported, they are what the configuration says.
    for (const [address, id] of [
      ['aws_dx_gateway_association.tgw', `${String(tgw['dx_gateway_id'])}/tgw-0123456789abcdef0`],
      ['aws_dx_gateway.tgw', String(tgw['dx_gateway_id'])],
    ] as const) {
      await terraform.forget(address);
      await terraform.import(address, id);
    }
    await terraform.planIsEmpty();
    await terraform.destroy();
    await terraform.apply();
    await terraform.destroy();
  });
}

// Two accounts, each with its own provider.
for (const [name, args] of [
  ['proposals', undefined],
  ['proposals-timed', TIMED],
] as const) {
  define(name, async (t) => {
    const terraform = new Terraform(await setStage(t, args), found, 'proposals');
    await terraform.apply();
    await terraform.planIsEmpty();
    const proposal = (await terraform.show())('aws_dx_gateway_association_proposal.this');
    assert.equal(proposal['associated_gateway_owner_account_id'], '222222222222');
    assert.equal(proposal['associated_gateway_type'], 'transitGateway');
    assert.deepEqual(proposal['allowed_prefixes'], ['10.0.0.0/16']);
    await terraform.forget('aws_dx_gateway_association_proposal.this');
    await terraform.import('aws_dx_gateway_association_proposal.this', String(proposal['id']));
    await terraform.planIsEmpty();

    await terraform.set({ accept: true }).apply();
    await terraform.planIsEmpty();
    const association = (await terraform.show())('aws_dx_gateway_association.this[0]');
    assert.equal(association['associated_gateway_owner_account_id'], '222222222222');
    assert.equal(association['dx_gateway_owner_account_id'], '111111111111');
    assert.deepEqual(association['allowed_prefixes'], ['10.0.0.0/16']);
    await terraform.destroy();
    await terraform.set({ accept: true }).apply();
    await terraform.planIsEmpty();
    await terraform.destroy();
  });
}
