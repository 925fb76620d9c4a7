import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { DirectConnect } from '@aws-sdk/client-direct-connect';
import { documentedExamples } from './harness/aws-cli-examples.ts';
import { AwsCli, findAwsCli } from './harness/aws-cli.ts';
import { casesOf } from './harness/cases.ts';
import { DOCUMENTED, NEWER, NOT_YET } from './harness/example-scenes.ts';
import type { MakeScene, World } from './harness/example-scenes.ts';
import { probe } from './harness/program.ts';
import { resembles } from './harness/resembles.ts';
import { environmentOf, setStage, temporaryDirectory } from './harness/stage.ts';
import type { Stage } from './harness/stage.ts';

const found = await findAwsCli();
const define = casesOf('aws-cli', 'absent' in found ? found.absent : undefined);

const directory = temporaryDirectory();
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const options = { cwd: directory, env: environmentOf(directory, { AWS_DEFAULT_REGION: 'us-east-1' }) };
const examples = 'absent' in found ? { absent: found.absent } : await documentedExamples(options);

/** The operations of Direct Connect that the CLI on this machine knows: it lists them when it is asked for none of them. */
async function knownOperations(): Promise<readonly string[]> {
  // It says so on standard error, and fails.
  const said = await probe('sh', ['-c', 'aws directconnect no-such-operation 2>&1 || true'], options);
  const [, list = ''] = /valid choices are:([^]*)/i.exec(said ?? '') ?? [];
  return (list.match(/[a-z]+(?:-[a-z]+)+/g) ?? []).sort();
}

/** What the one server of a case is asked with: the CLI, and the SDK for what a command needs to find. */
class Theatre {
  readonly #stage: Stage;
  readonly #clients = new Map<string, DirectConnect>();
  #scenes = 0;

  constructor(stage: Stage, t: TestContext) {
    this.#stage = stage;
    t.after(() => this.#clients.forEach((client) => client.destroy()));
  }

  get directory(): string {
    return this.#stage.directory;
  }

  readonly #as = (account: string): DirectConnect => {
    const known = this.#clients.get(account);
    if (known) return known;
    const client = new DirectConnect({
      endpoint: this.#stage.server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: account, secretAccessKey: 'test' },
    });
    this.#clients.set(account, client);
    return client;
  };

  /** Makes what a command needs, and runs it with ids that are there. Answers what it printed, and the line as it ran. */
  async play(line: string, make: MakeScene): Promise<Played> {
    this.#scenes += 1;
    const world: World = { owner: String(900_000_000_000 + this.#scenes), as: this.#as };
    const { account = world.owner, region, put = {}, differs = [] } = await make(world, line);
    let real = region === undefined ? line : `--region ${region} ${line}`;
    for (const [name, value] of Object.entries(put))
      real = real.replace(
        new RegExp(`(--${name} +|\\b${name}=)("[^"]*"|[^\\s,"|]+)`),
        (_, before: string) => before + value,
      );
    const cli = new AwsCli(this.#stage, found, { accessKeyId: account, secretAccessKey: 'test' });
    return { line: real, differs, answer: await cli.ok(real) };
  }

  /** Asserts that the server says by its name that it does not have an operation. */
  async isNotThere(line: string, name: string): Promise<void> {
    await new AwsCli(this.#stage, found).refused(line, 'NotImplementedException', new RegExp(`\\b${name}\\b`));
  }
}

/** What a command came to. */
interface Played {
  readonly line: string;
  readonly differs: readonly string[];
  readonly answer: unknown;
}

/** Two options of one documented command have lost a hyphen. */
const mended = (line: string): string => line.replaceAll(/ -(?=[a-z]+(?:-[a-z]+)* )/g, ' --');
const asksOnly = (operation: string): boolean => operation.startsWith('describe-') || operation.startsWith('list-');

/** What the documented commands make of a letter of authorisation: the PDF, or its base64. */
function assertLetter(file: string): void {
  const octets = readFileSync(file);
  const pdf = file.endsWith('.base64') ? Buffer.from(octets.toString(), 'base64') : octets;
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-', file);
}

// Every command in the reference that the CLI on this machine has come with, with ids of what is really there. Their
// answers have every member of the documented ones, and the values that the command has asked for.
define(
  'documented-examples',
  async (t) => {
    assert.ok(!('absent' in examples));
    const theatre = new Theatre(await setStage(t), t);
    const unknown = examples.map(({ operation }) => operation).filter((operation) => !(operation in DOCUMENTED));
    const failures: string[] = [];
    assert.deepEqual(unknown, [], 'documented commands that there is no scene for');
    for (const { operation, line, output } of examples) {
      try {
        const { answer, ...played } = await theatre.play(mended(line), DOCUMENTED[operation] as MakeScene);
        const letter = / > (\S+)$/.exec(line)?.[1];
        if (letter !== undefined) assertLetter(join(theatre.directory, letter));
        if (output === undefined) assert.equal(answer, undefined);
        else resembles(answer, output, { ...played, states: !asksOnly(operation) });
      } catch (fault) {
        failures.push(`${line}\n${String(fault)}`);
      }
    }
    assert.deepEqual(failures, []);
  },
  'absent' in examples ? examples.absent : undefined,
);

const known = 'absent' in found ? [] : await knownOperations();

// The operations that the reference has no example of; with those that it has, these are all that the CLI knows.
define(
  'operations-without-example',
  async (t) => {
    const theatre = new Theatre(await setStage(t), t);
    assert.ok(known.length > 60, `an AWS CLI that knows ${known.length} operations`);
    const here = { ...DOCUMENTED, ...NEWER, ...NOT_YET };
    const missing = known.filter((operation) => !(operation in here));
    assert.deepEqual(missing, [], 'operations of the CLI that no command is run for');
    const failures: string[] = [];
    for (const [operation, { line, scene, answer: expected }] of Object.entries(NEWER)) {
      if (!known.includes(operation)) continue;
      try {
        const { answer, ...played } = await theatre.play(`directconnect ${operation} ${line}`, scene);
        resembles(answer, expected, { ...played, states: !asksOnly(operation) });
      } catch (fault) {
        failures.push(`${operation}\n${String(fault)}`);
      }
    }
    for (const operation of known.filter((each) => each in NOT_YET)) {
      const name = operation.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
      await theatre.isNotThere(`directconnect ${operation} ${NOT_YET[operation] ?? ''}`, name);
    }
    assert.deepEqual(failures, []);
  },
  known.length === 0 ? 'this AWS CLI does not say which operations it knows' : undefined,
);

// What this CLI is too old for is named as not run.
for (const operation of known.length === 0 ? [] : Object.keys(NEWER).filter((name) => !known.includes(name)))
  define(operation, () => Promise.resolve(), 'this AWS CLI does not know it');
