import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientEnvironment } from '../../src/app/client-environment.ts';
import { pass, whyNoBoto3 } from './harness/boto3.ts';
import { casesOf } from './harness/cases.ts';
import { startServerProcess } from './harness/server-process.ts';
import { mountSmallDisk, whyNoSmallDisk } from './harness/small-disk.ts';
import { environmentOf, setStage, temporaryDirectory } from './harness/stage.ts';

const define = casesOf('boto3', await whyNoBoto3());

const PROGRAMS = {
  macsec: 'macsec',
  refusals: 'refusals',
  lists: 'lists',
  'hosted-connections': 'hosted_connections',
  secrets: 'secrets_manager',
  gateways: 'gateway_lists',
  'ansible-connections': 'ansible_connections',
  'ansible-lags': 'ansible_lags',
  'ansible-virtual-interfaces': 'ansible_virtual_interfaces',
  'older-client': 'older_client',
};

for (const [name, program] of Object.entries(PROGRAMS)) {
  define(name, async (t) => {
    const stage = await setStage(t);
    await pass(program, stage.directory, stage.environment());
  });
}

define('ansible-gateways', async (t) => {
  const durations = 'gatewayAssociating=2,gatewayDisassociating=2';
  const stage = await setStage(t, ['--memory', '--lifecycle', 'timed', '--durations', durations]);
  await pass('ansible_gateways', stage.directory, stage.environment());
});

define('verified-requests', async (t) => {
  const directory = temporaryDirectory();
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const credentials = join(directory, 'credentials');
  writeFileSync(
    credentials,
    '[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = right/secret+key\naws_account_id = 111111111111\n',
    { mode: 0o600 },
  );
  const stage = await setStage(t, ['--memory', '--auth', 'verify', '--credentials', credentials]);
  await pass('verified_requests', stage.directory, stage.environment());
});

define(
  'full-disk',
  async (t) => {
    const directory = temporaryDirectory();
    const onDisk = join(directory, 'disk');
    mkdirSync(onDisk);
    const disk = await mountSmallDisk(onDisk);
    t.after(() => {
      disk.remove();
      rmSync(directory, { recursive: true, force: true });
    });
    const start = (): ReturnType<typeof startServerProcess> =>
      startServerProcess({
        directory,
        // What it cannot do is logged as an error each time: that is not what is tested.
        args: ['--data-dir', join(disk.mountPoint, 'data'), '--log-level', 'silent'],
        through: disk.enter,
      });
    const play = (program: string, url: string): Promise<void> =>
      pass(program, directory, {
        ...environmentOf(directory, clientEnvironment(url, 'us-east-1')),
        FERRULE_TEST_DISK: disk.seenFromOutside,
      });

    const server = await start();
    try {
      await play('full_disk', server.url);
    } finally {
      await server.kill();
    }
    const again = await start();
    try {
      await play('after_restart', again.url);
    } finally {
      await again.stop();
    }
  },
  await whyNoSmallDisk(),
);
