import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startFerrule } from '../../src/index.ts';
import { temporaryDirectory } from '../harness/child.ts';
import { call } from '../harness/http.ts';

describe('startFerrule', () => {
  it('takes an option that is undefined for one that is not there', async () => {
    const options = { region: undefined, host: undefined, port: undefined, lifecycle: undefined, logLevel: undefined };
    const ferrule = await startFerrule(options as object);
    try {
      assert.equal(ferrule.env['AWS_REGION'], 'us-east-1');
      assert.equal((await call(ferrule.url, 'DescribeLocations')).status, 200);
    } finally {
      await ferrule.stop();
    }
  });

  it('does not verify requests without a file that says who may sign', async () => {
    await assert.rejects(startFerrule({ auth: 'verify' }), /takes a credentials file \(credentialsFile\)/);
  });

  it('leaves a directory free when it cannot start on it', async () => {
    const directory = temporaryDirectory();
    const dataDirectory = directory.path;
    try {
      await assert.rejects(startFerrule({ dataDirectory, partnerAccounts: ['x'] }), /x names no partner/);
      const first = await startFerrule({ dataDirectory });
      await assert.rejects(startFerrule({ dataDirectory }), /another Ferrule is running on it/);
      await first.stop();
      const port = Number(new URL(first.url).port);
      const holder = await startFerrule({ port });
      await assert.rejects(startFerrule({ dataDirectory, port }), /EADDRINUSE/);
      await holder.stop();
      await (await startFerrule({ dataDirectory })).stop();
    } finally {
      directory.remove();
    }
  });
});
