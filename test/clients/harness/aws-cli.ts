import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { probe, run, told } from './program.ts';
import { environmentOf, temporaryDirectory } from './stage.ts';
import type { Credentials, Stage } from './stage.ts';

/** The AWS CLI of this machine, or why it cannot be used. */
export type FoundAwsCli = { readonly serviceErrorCode: number } | { readonly absent: string };

/** Looks for an AWS CLI that knows the operations under test. */
export async function findAwsCli(): Promise<FoundAwsCli> {
  const directory = temporaryDirectory();
  const options = { cwd: directory, env: environmentOf(directory, { AWS_DEFAULT_REGION: 'us-east-1' }) };
  try {
    const version = await probe('aws', ['--version'], options);
    if (version === undefined) return { absent: 'there is no AWS CLI' };
    const skeleton = await probe('aws', ['directconnect', 'create-interconnect', '--generate-cli-skeleton'], options);
    if (!skeleton?.includes('requestMACSec'))
      return { absent: `too old, it does not know MACsec on interconnects: ${version.trim()}` };
    // The first major version has 255 for every failure.
    return { serviceErrorCode: version.startsWith('aws-cli/1.') ? 255 : 254 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The AWS CLI, given command lines as people type them. */
export class AwsCli {
  readonly #stage: Stage;
  readonly #serviceErrorCode: number;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(stage: Stage, found: FoundAwsCli, credentials?: Credentials) {
    assert.ok('serviceErrorCode' in found);
    this.#stage = stage;
    this.#serviceErrorCode = found.serviceErrorCode;
    this.#environment = stage.environment(credentials);
  }

  /** The answer to a command that must succeed; undefined if it prints none. @param line as after `aws ` */
  async ok(line: string): Promise<unknown> {
    const ended = await this.#run(line);
    assert.equal(ended.code, 0, told(ended));
    return ended.stdout.trim() === '' ? undefined : (JSON.parse(ended.stdout) as unknown);
  }

  /** Asserts that a command fails with this error of the service's. */
  async refused(line: string, code: string, message: string | RegExp): Promise<void> {
    const ended = await this.#run(line);
    assert.equal(ended.code, this.#serviceErrorCode, told(ended));
    assert.equal(ended.stdout, '');
    const [, shownCode, shownMessage = ''] = /An error occurred \((\w+)\) .*?: (.*)/.exec(ended.stderr) ?? [];
    assert.equal(shownCode, code, told(ended));
    if (typeof message === 'string') assert.equal(shownMessage, message);
    else assert.match(shownMessage, message);
  }

  #run(line: string): ReturnType<typeof run> {
    return run('sh', ['-c', `exec aws ${line}`], { cwd: this.#stage.directory, env: this.#environment });
  }
}
