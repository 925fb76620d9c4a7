import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { EC2 } from '@aws-sdk/client-ec2';
import { makeAssociation } from '../harness/associations.ts';
import { orderConnection } from '../harness/orders.ts';
import { clientRefusal } from '../harness/refusal.ts';
import { makeGateway, makePrivate, vifOf } from '../harness/virtual-interfaces.ts';
import { casesOf } from './harness/cases.ts';
import { endGroup, launch, probe } from './harness/program.ts';
import { environmentOf, setStage, temporaryDirectory } from './harness/stage.ts';
import { freePort } from './harness/free-port.ts';

// moto's EC2, which many have beside Ferrule: what is made there is what Ferrule finds.
const ACCOUNT = '123456789012';
const directory = temporaryDirectory();
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const environment = environmentOf(directory);
const version = await probe('moto_server', ['--help'], { cwd: directory, env: environment });
const define = casesOf('moto', version === undefined ? 'there is no moto_server' : undefined);

async function startMoto(t: TestContext): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = launch('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { cwd: directory, env: environment });
  t.after(() => {
    if (child.pid !== undefined) endGroup(child.pid);
  });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (
      await fetch(`${url}/moto-api/data.json`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return url;
    await pause(100);
  }
  throw new Error('moto_server was not ready in time');
}

define('gateways', async (t) => {
  const endpoint = await startMoto(t);
  const stage = await setStage(t, ['--memory', '--ec2-endpoint', endpoint]);
  const configuration = {
    region: 'us-east-1',
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const ec2 = new EC2({ ...configuration, endpoint });
  const dx = new DirectConnect({ ...configuration, endpoint: stage.server.url });
  t.after(() => {
    ec2.destroy();
    dx.destroy();
  });

  // A virtual private gateway has to be there, and attached; its VPC's prefix is what is allowed by default.
  await clientRefusal(makeAssociation(dx, 'vgw-99999999'), 'The VirtualGateway vgw-99999999 does not exist.');
  const { VpnGateway } = await ec2.createVpnGateway({ Type: 'ipsec.1', AmazonSideAsn: 64_620 });
  const vgw = VpnGateway?.VpnGatewayId ?? '';
  await clientRefusal(
    makeAssociation(dx, vgw),
    `The VirtualGateway ${vgw} is not attached to a VPC: attach it to one first.`,
  );
  const id = await makePrivate(dx, await orderConnection(dx), { virtualGatewayId: vgw });
  assert.equal((await vifOf(dx, id)).amazonSideAsn, 64_620);
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.33.0.0/16' });
  await ec2.attachVpnGateway({ VpcId: Vpc?.VpcId, VpnGatewayId: vgw });
  const made = await makeAssociation(dx, vgw);
  assert.deepEqual(made.allowedPrefixesToDirectConnectGateway, [{ cidr: '10.33.0.0/16' }]);
  const { virtualGateways } = await dx.describeVirtualGateways({});
  assert.deepEqual(virtualGateways, [{ virtualGatewayId: vgw, virtualGatewayState: 'available' }]);

  // A transit gateway has an ASN, which must differ.
  const { TransitGateway } = await ec2.createTransitGateway({ Options: { AmazonSideAsn: 64_630 } });
  const tgw = TransitGateway?.TransitGatewayId ?? '';
  const directConnectGatewayId = await makeGateway(dx, 64_630);
  await clientRefusal(
    makeAssociation(dx, tgw, { directConnectGatewayId }),
    /have the same ASN, 64630: they must differ\.$/,
  );
  await makeAssociation(dx, tgw, { directConnectGatewayId: await makeGateway(dx, 64_631) });
  await clientRefusal(makeAssociation(dx, 'tgw-99999999'), 'The TransitGateway tgw-99999999 does not exist.');
});
