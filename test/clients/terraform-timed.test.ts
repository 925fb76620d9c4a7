import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { orderInterconnect } from '../harness/partners.ts';
import { casesOf } from './harness/cases.ts';
import { setStage } from './harness/stage.ts';
import { findTerraform, Terraform } from './harness/terraform.ts';

const found = await findTerraform();
const define = casesOf('terraform', 'absent' in found ? found.absent : undefined);

// Long enough for the provider to see each: it looks at a virtual interface after ten seconds for the first time. Only
// ports are there at once, because the provider does not wait for them, and AWS takes virtual interfaces on no other.
const DURATIONS = {
  requested: 0,
  pending: 0,
  updating: 2,
  associating: 1,
  disassociating: 2,
  verifying: 8,
  peering: 8,
  deleting: 12,
  deleted: 0,
  gatewayAssociating: 3,
  gatewayUpdating: 3,
  gatewayDisassociating: 3,
};

define('every-resource-timed', async (t) => {
  const durations = Object.entries(DURATIONS).map(([transition, seconds]) => `${transition}=${seconds}`);
  const stage = await setStage(t, ['--memory', '--lifecycle=timed', `--durations=${durations.join()}`]);
  const owner = new DirectConnect({
    endpoint: stage.server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111111111111', secretAccessKey: 'test' },
  });
  t.after(() => owner.destroy());
  const terraform = new Terraform(stage, found, 'every-resource');
  const variables = { interconnect_id: await orderInterconnect(owner) };
  await terraform.set(variables).apply();
  await terraform.planIsEmpty();
  await terraform.set({ ...variables, changed: true }).apply();
  await terraform.planIsEmpty();
  await terraform.destroy(1);
});
