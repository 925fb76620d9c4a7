import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { succeed } from '../clients/harness/program.ts';
import { projectPath } from '../clients/harness/project-path.ts';
import { startServerProcess } from '../clients/harness/server-process.ts';
import { interopCase } from './harness/cases.ts';
import { hasProgram, noLinuxRouter } from './harness/lab.ts';

const absent = noLinuxRouter() || (!hasProgram('aws') && 'there is no aws (the AWS CLI)');

interopCase('demo/linux-router', absent, async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'ferrule-demo-'));
  const server = await startServerProcess({ directory, args: ['--memory'] });
  t.after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  const { stdout } = await succeed(projectPath('examples/linux-router/demo.sh'), [], {
    cwd: directory,
    env: { PATH: process.env['PATH'] ?? '', HOME: directory, TMPDIR: directory, FERRULE_ENDPOINT: server.url },
  });
  assert.match(stdout, / 5 packets transmitted, 5 packets received/);
  assert.match(stdout, /available\s+must_encrypt\s+Encryption Up/);
  assert.match(stdout, / out \d+ encrypted, 0 clear, 0 too long; in \d+ good, 0 clear/);
  assert.match(stdout, /The link is secured with GCM-AES-256 .* and carries protected frames both ways/);

  assert.deepEqual(readdirSync(directory), [], 'it has left files behind, which may hold keys');
  const client = new DirectConnect({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  t.after(() => client.destroy());
  assert.deepEqual((await client.describeConnections({})).connections, []);
  t.diagnostic(`demo/linux-router: ${/(\d+ s) {2}done/.exec(stdout)?.[1] ?? 'not done'} in all`);
});
