import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { orderInterconnect } from '../harness/partners.ts';
import { casesOf } from './harness/cases.ts';
import { projectPath } from './harness/project-path.ts';
import { setStage } from './harness/stage.ts';
import { directConnectNames, findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

const OWNER = '111111111111';
const OTHER = '222222222222';
const CONFIGURATION = 'every-resource';

/** What has an argument that the provider changes in place; of the rest it makes a new one for any change. */
const CHANGED_IN_PLACE = [
  'aws_dx_connection',
  'aws_dx_gateway',
  'aws_dx_gateway_association',
  'aws_dx_hosted_private_virtual_interface_accepter',
  'aws_dx_hosted_public_virtual_interface_accepter',
  'aws_dx_hosted_transit_virtual_interface_accepter',
  'aws_dx_lag',
  'aws_dx_private_virtual_interface',
  'aws_dx_public_virtual_interface',
  'aws_dx_transit_virtual_interface',
];

/** What the provider cannot import, and says so. */
const NOT_IMPORTED = [
  'aws_dx_bgp_peer',
  'aws_dx_connection_association',
  'aws_dx_connection_confirmation',
  'aws_dx_hosted_connection',
];

/** The types that the configuration has a `this` of. */
function configured(kind: 'resource' | 'data'): ReadonlySet<string> {
  const directory = projectPath(`test/clients/terraform/${CONFIGURATION}`);
  const text = readdirSync(directory)
    .filter((file) => file.endsWith('.tf'))
    .map((file) => readFileSync(join(directory, file), 'utf8'))
    .join('\n');
  return new Set([...text.matchAll(new RegExp(`^${kind} "(\\w+)" "this"`, 'gm'))].map(([, type = '']) => type));
}

// Whatever the provider on this machine has: what is new in it and not in the configuration fails by its name.
define('every-resource', async (t) => {
  const { resources, dataSources } = await directConnectNames(found);
  const without = (names: readonly string[], those: ReadonlySet<string>): readonly string[] =>
    names.filter((name) => !those.has(name));
  assert.ok(resources.length > 0 && dataSources.length > 0);
  assert.deepEqual(without(resources, configured('resource')), [], 'resources of the provider that no case is about');
  assert.deepEqual(without(dataSources, configured('data')), [], 'data sources of the provider that no case is about');

  const stage = await setStage(t);
  const clientOf = (accessKeyId: string): DirectConnect => {
    const client = new DirectConnect({
      endpoint: stage.server.url,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: 'test' },
    });
    t.after(() => client.destroy());
    return client;
  };
  const interconnect = await orderInterconnect(clientOf(OWNER));
  const terraform = new Terraform(stage, found, CONFIGURATION);
  const variables = { interconnect_id: interconnect };

  await terraform.set(variables).apply();
  await terraform.planIsEmpty();
  const values = await terraform.show();
  for (const type of resources) assert.ok(values(`${type}.this`)['id'], type);
  for (const type of dataSources) assert.ok(values(`data.${type}.this`)['id'], type);

  // What the provider makes of the answers.
  const vifs = ['private', 'public', 'transit', 'hosted_private', 'hosted_public', 'hosted_transit'];
  for (const kind of vifs) {
    const vif = values(`aws_dx_${kind}_virtual_interface.this`);
    assert.ok(vif['bgp_auth_key'] && vif['amazon_address'] && vif['customer_address'] && vif['aws_device'], kind);
  }
  const vif = values('aws_dx_private_virtual_interface.this');
  assert.equal(vif['arn'], `arn:aws:directconnect:us-east-1:${OWNER}:dxvif/${String(vif['id'])}`);
  assert.deepEqual([vif['amazon_side_asn'], vif['jumbo_frame_capable']], ['64600', true]);
  assert.equal(values('aws_dx_hosted_transit_virtual_interface.this')['owner_account_id'], OTHER);
  assert.equal(values('aws_dx_bgp_peer.this')['bgp_status'], 'up');
  const hosted = values('aws_dx_hosted_connection.this');
  assert.deepEqual(
    [hosted['owner_account_id'], hosted['vlan'], hosted['location'], hosted['region']],
    [OTHER, 4094, 'EqDC2', 'us-east-1'],
  );
  assert.deepEqual(values('data.aws_dx_router_configuration.this')['router'], [
    {
      vendor: 'Cisco Systems, Inc.',
      platform: '2900 Series Routers',
      software: 'IOS 12.4+',
      xslt_template_name: 'customer-router-cisco-generic.xslt',
      xslt_template_name_for_mac_sec: '',
      router_type_identifier: 'CiscoSystemsInc-2900SeriesRouters-IOS124',
    },
  ]);

  // One argument at least of each is changed in place, or else replaces it.
  const changed = { ...variables, changed: true };
  const actionsOn = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await terraform.plan()).map(({ address, actions }) => [address, actions.join()]));
  terraform.set(changed);
  const inPlace = await actionsOn();
  terraform.set({ ...variables, replaced: true });
  const replacing = await actionsOn();
  for (const type of resources) {
    const isChanged = CHANGED_IN_PLACE.includes(type);
    assert.equal(inPlace.get(`${type}.this`), isChanged ? 'update' : 'no-op', `${type} in place`);
    if (!isChanged) assert.equal(replacing.get(`${type}.this`), 'delete,create', `${type} by replacing it`);
  }
  await terraform.set(changed).apply();
  await terraform.planIsEmpty();
  const after = await terraform.show();
  for (const type of resources) assert.equal(after(`${type}.this`)['id'], values(`${type}.this`)['id'], type);

  // Forgotten and imported, all is as the configuration says.
  const idOf = (type: string): string => {
    const resource = after(`${type}.this`);
    return type === 'aws_dx_gateway_association'
      ? `${String(resource['dx_gateway_id'])}/${String(resource['associated_gateway_id'])}`
      : String(resource['id']);
  };
  const imported = resources.filter((type) => !NOT_IMPORTED.includes(type));
  await terraform.importAll(Object.fromEntries(imported.map((type) => [`${type}.this`, idOf(type)])));
  await terraform.planIsEmpty();
  for (const type of NOT_IMPORTED) await terraform.importRefused(`${type}.this`, idOf(type));

  await terraform.destroy(1);
  for (const account of [OWNER, OTHER]) {
    const { directConnectGatewayAssociationProposals } = await clientOf(
      account,
    ).describeDirectConnectGatewayAssociationProposals({});
    assert.deepEqual(directConnectGatewayAssociationProposals, []);
  }
});
