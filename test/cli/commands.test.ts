import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { CERTIFICATE, CERTIFICATE_KEY } from '../harness/certificate.ts';
import { askAdmin } from '../harness/admin.ts';
import { launch, runFerrule, startChild, startPortd, temporaryDirectory } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection } from '../harness/orders.ts';

describe('a command', () => {
  for (const [words, environment, message] of [
    [['env', '--account', '12'], {}, /--account .*'12' is invalid. It must be an account id: 12 digits/],
    [['env', '--region', 'a b; c'], {}, /--region .*'a b; c' is invalid. It must be the name of a Region/],
    [['env', '--endpoint', 'there'], {}, /--endpoint .*'there' is invalid. It must be a URL/],
    [['status'], { FERRULE_ENDPOINT: 'there' }, /'there' from env 'FERRULE_ENDPOINT' is invalid/],
  ] as const) {
    it(`refuses ${JSON.stringify(environment)} ${words.join(' ')}, and says what would be right`, async () => {
      const { code, output } = await runFerrule(words, environment);
      assert.equal(code, 1);
      assert.match(output, message);
    });
  }
});

describe('a command whose output nobody reads to its end', () => {
  it('ends without a word', async () => {
    const ferrule = await startFerrule();
    try {
      const dx = ferrule.directConnect();
      for (const name of ['a', 'b', 'c']) {
        const connectionId = await orderConnection(dx);
        await associate(dx, connectionId, pairOf(name));
      }
      await eventually(
        () => askAdmin(ferrule, 'events'),
        ({ events }) => assert.ok((events as unknown[]).length > 20),
      );
      const through = ['bash', '-c', 'set -o pipefail; "$@" | true', 'bash'];
      const { ended, output } = launch(['events', '--endpoint', ferrule.url], {}, through);
      assert.deepEqual([await ended, output()], [0, '']);
    } finally {
      await ferrule.stop();
    }
  });
});

describe('a command that asks a server', () => {
  it('asks one over TLS, and says of a certificate that nobody vouches for what is to be done', async () => {
    const directory = temporaryDirectory();
    const file = join(directory.path, 'certificate.pem');
    writeFileSync(file, CERTIFICATE);
    const tls = { cert: Buffer.from(CERTIFICATE), key: Buffer.from(CERTIFICATE_KEY) };
    const ferrule = await startFerrule({ tls });
    try {
      assert.match(ferrule.url, /^https:\/\/127\.0\.0\.1:/);
      const trusting = await runFerrule(['status', '--endpoint', ferrule.url], { NODE_EXTRA_CA_CERTS: file });
      assert.equal(trusting.code, 0, trusting.output);
      assert.match(trusting.output, /^lifecycle +instant$/m);
      const { code, output } = await runFerrule(['status', '--endpoint', ferrule.url]);
      assert.equal(code, 1);
      assert.match(output, /that can be trusted: self-signed certificate \(NODE_EXTRA_CA_CERTS=FILE names/);
    } finally {
      await ferrule.stop();
      directory.remove();
    }
  });

  it('says that nobody answers, or that it is no Ferrule', async () => {
    const other = createServer((_, response) => response.end('<html>'));
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    try {
      const { output } = await runFerrule(['status', '--endpoint', url]);
      assert.match(output, /^ferrule: what answers at http:.* is no Ferrule/);
    } finally {
      await new Promise((closed) => other.close(closed));
    }
    const { output } = await runFerrule(['status', '--endpoint', url]);
    assert.match(output, /^ferrule: no Ferrule answers at http:.* \(start one with: ferrule start/);
  });
});

describe('ferrule status', () => {
  it('says where the data is, also to whoever asks from another directory', async () => {
    const directory = temporaryDirectory();
    const ferrule = await startFerrule({ dataDirectory: relative(process.cwd(), directory.path) });
    try {
      const { output } = await runFerrule(['status', '--json', '--endpoint', ferrule.url]);
      assert.equal((JSON.parse(output) as { data: string }).data, directory.path);
    } finally {
      await ferrule.stop();
      directory.remove();
    }
  });
});

describe('ferrule start, as npm and npx start it', () => {
  // Both start a shell, and `kill` of theirs ends that alone.
  const throughShell = ['bash', '-c', '"$@"; :', 'bash'];

  it('ends with the shell that it was started by', async () => {
    const ferrule = await startChild(['--memory'], { npm_command: 'exec' }, throughShell);
    await ferrule.kill();
    await assert.rejects(async () => {
      for (;;) await fetch(`${ferrule.url}/health`);
    }, /fetch failed/);
  });

  it('does so as ferrule portd, too', async () => {
    const directory = temporaryDirectory();
    const words = ['--unprivileged', '--data-dir', directory.path];
    const portd = await startPortd(words, { npm_command: 'exec' }, throughShell);
    await portd.kill();
    assert.equal(existsSync(portd.socket), false);
    directory.remove();
  });
});

describe("the signal that opens Node's debugger", () => {
  it('opens none: keys are in that memory', async () => {
    const ferrule = await startChild(['--memory']);
    process.kill(ferrule.pid, 'SIGUSR1');
    for (let turn = 0; turn < 20; turn += 1) assert.equal((await fetch(`${ferrule.url}/health`)).status, 200);
    assert.equal(await ferrule.terminate(), 0);
    assert.doesNotMatch(ferrule.output(), /Debugger/);
  });
});

describe('ferrule env --endpoints-only', () => {
  it('leaves credentials and Region to whoever reads it, also where it makes examples', async () => {
    const directory = temporaryDirectory();
    const credentialsFile = join(directory.path, 'credentials');
    writeFileSync(
      credentialsFile,
      '[a]\naws_access_key_id = AKIDMINE\naws_secret_access_key = secret\naws_account_id = 222222222222\n',
    );
    const ferrule = await startFerrule({ auth: 'verify', credentialsFile });
    try {
      const mine = { AWS_ACCESS_KEY_ID: 'AKIDMINE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-central-1' };
      const words = ['env', '--endpoints-only', '--example', '--endpoint', ferrule.url];
      const { code, output } = await runFerrule(words, mine);
      assert.equal(code, 0, output);
      assert.match(output, /^export SECRET_ARN='?arn:aws:secretsmanager:eu-central-1:222222222222:/m);
      assert.match(output, /^export AWS_ENDPOINT_URL_STS=/m);
      assert.doesNotMatch(output, /AWS_(ACCESS|SECRET|REGION|DEFAULT)/);
      const both = await runFerrule(['env', '--endpoints-only', '--account', '111111111111']);
      assert.match(both.output, /'--endpoints-only' cannot be used with option '--account <id>'/);
    } finally {
      await ferrule.stop();
      directory.remove();
    }
  });
});

describe('ferrule env --example', () => {
  it('prints exports, and nothing else', async () => {
    const ferrule = await startFerrule();
    try {
      const { code, output } = await runFerrule(['env', '--example', '--endpoint', ferrule.url]);
      assert.equal(code, 0);
      const lines = output.trim().split('\n');
      for (const line of lines) assert.match(line, /^export [A-Z_]+=\S+$/);
      for (const name of ['DX_CONNECTION_ID', 'DX_CONNECTION_NAME', 'SECRET_ARN'])
        assert.ok(
          lines.some((line) => line.startsWith(`export ${name}=`)),
          name,
        );
    } finally {
      await ferrule.stop();
    }
  });
});
