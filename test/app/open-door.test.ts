import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runFerrule, startChild, temporaryDirectory } from '../harness/child.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { call } from '../harness/http.ts';

describe('serving other machines', () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.com', '']) {
    it(`at "${host}" is refused while requests are not verified`, () =>
      assert.rejects(startFerrule({ host }), /without verifying requests: add --auth verify .*--insecure/));
  }

  it('is refused by the command, which says what would be right and ends with 1', async () => {
    const { code, output } = await runFerrule(['start', '--memory', '--port', '0', '--host', '0.0.0.0']);
    assert.equal(code, 1);
    assert.match(output, /^ferrule: --host 0\.0\.0\.0 would serve other machines/);
  });

  it('is possible if it is meant, or if requests are verified', async () => {
    const directory = temporaryDirectory();
    const credentialsFile = join(directory.path, 'credentials');
    writeFileSync(credentialsFile, '[a]\naws_access_key_id = AKIA1\naws_secret_access_key = x\n', { mode: 0o600 });
    try {
      for (const options of [{ insecure: true }, { auth: 'verify', credentialsFile }] as const)
        await (await startFerrule({ host: '0.0.0.0', ...options })).stop();
    } finally {
      directory.remove();
    }
  });

  it('is not what happens by default', async () => {
    const child = await startChild(['--memory']);
    try {
      assert.match(child.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await call(child.url, 'DescribeLags')).status, 200);
    } finally {
      assert.equal(await child.terminate(), 0);
    }
  });
});
