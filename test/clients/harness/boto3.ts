import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { projectPath } from './project-path.ts';
import { probe, run, told } from './program.ts';
import { environmentOf, temporaryDirectory } from './stage.ts';

const CAPABILITIES = `
import boto3
client = boto3.client('directconnect', region_name='us-east-1')
members = client.meta.service_model.operation_model('CreateInterconnect').input_shape.members
print('new enough' if 'requestMACSec' in members else boto3.__version__)
`;

/** Why boto3 cannot be used here; undefined if it can. */
export async function whyNoBoto3(): Promise<string | undefined> {
  const directory = temporaryDirectory();
  try {
    const answer = await probe('python3', ['-c', CAPABILITIES], { cwd: directory, env: environmentOf(directory) });
    if (answer === undefined) return 'there is no python3 with boto3';
    if (answer.trim() === 'new enough') return undefined;
    return `too old, it does not know MACsec on interconnects: ${answer.trim()}`;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs a program of unit tests, all of which must run and pass. @param name of a file in test/clients/python */
export async function pass(
  name: string,
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const ended = await run('python3', [projectPath(`test/clients/python/${name}.py`)], {
    cwd: directory,
    // Nothing is written beside the sources.
    env: { ...environment, PYTHONDONTWRITEBYTECODE: '1' },
  });
  assert.equal(ended.code, 0, told(ended));
  assert.match(ended.stderr, /^Ran [1-9]\d* tests?\b[^]*\nOK\n$/m, told(ended));
}
