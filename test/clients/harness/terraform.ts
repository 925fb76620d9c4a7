import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, listAt, textAt } from './json.ts';
import { projectPath } from './project-path.ts';
import { probe, run, succeed, told } from './program.ts';
import type { Ended } from './program.ts';
import { environmentOf, temporaryDirectory } from './stage.ts';
import type { Stage } from './stage.ts';
import { pluginDirectory } from './terraform-plugins.ts';

/** A directory in which `terraform init` has been run, or why Terraform cannot be used. */
export type FoundTerraform =
  { readonly initialized: string; readonly configuration: string } | { readonly absent: string };

type Values = Readonly<Record<string, unknown>>;

/** Looks for Terraform and its AWS provider, and initializes a directory once for all cases. Nothing is downloaded. */
export async function findTerraform(): Promise<FoundTerraform> {
  const directory = temporaryDirectory();
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const configuration = join(directory, 'terraform.rc');
  const options = { cwd: directory, env: terraformEnvironment(environmentOf(directory), configuration) };
  writeFileSync(configuration, 'disable_checkpoint = true\n');
  const version = await probe('terraform', ['version', '-json'], options);
  if (version === undefined) return { absent: 'there is no terraform' };
  const plugins = pluginDirectory(textAt(JSON.parse(version), 'platform'), process.env);
  if ('absent' in plugins) return plugins;
  writeFileSync(
    configuration,
    `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(plugins.directory)}\n  }\n}\n`,
  );
  const initialized = join(directory, 'initialized');
  mkdirSync(initialized);
  cpSync(projectPath('test/clients/terraform/versions.tf'), join(initialized, 'versions.tf'));
  await succeed('terraform', ['init', '-input=false', '-no-color'], { ...options, cwd: initialized });
  return { initialized, configuration };
}

const terraformEnvironment = (
  environment: Readonly<Record<string, string>>,
  configuration: string,
): Record<string, string> => ({ ...environment, TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: '1' });

/** Terraform with a configuration of test/clients/terraform, in a directory of its own. */
export class Terraform {
  readonly #stage: Stage;
  readonly #directory: string;
  readonly #environment: Readonly<Record<string, string>>;
  #variables: readonly string[] = [];

  constructor(stage: Stage, found: FoundTerraform, name: string) {
    assert.ok('initialized' in found);
    this.#stage = stage;
    this.#directory = join(stage.directory, name);
    // The provider is linked, not copied.
    cpSync(found.initialized, this.#directory, { recursive: true, verbatimSymlinks: true });
    cpSync(projectPath(`test/clients/terraform/${name}`), this.#directory, { recursive: true });
    this.#environment = terraformEnvironment(stage.environment(), found.configuration);
  }

  /** The configuration's variables from now on. */
  set(variables: Readonly<Record<string, string | boolean>>): this {
    this.#variables = Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
    return this;
  }

  async apply(): Promise<void> {
    await this.#succeed('apply', '-auto-approve', ...this.#variables);
  }

  /** Asserts that an apply fails, with this in its message. */
  async applyRefused(message: RegExp): Promise<void> {
    const ended = await this.#run('apply', '-auto-approve', ...this.#variables);
    assert.equal(ended.code, 1, told(ended));
    // Long messages are broken into lines behind a rule.
    assert.match(ended.stderr.replace(/[\s│]+/g, ' '), message);
  }

  /** Asserts that what is there is what the configuration says. */
  async planIsEmpty(): Promise<void> {
    await this.#succeed('plan', '-detailed-exitcode', ...this.#variables);
  }

  /** Destroys everything and asserts that the server has nothing left but the secrets, which outlive their keys. */
  async destroy(): Promise<void> {
    await this.#succeed('destroy', '-auto-approve', ...this.#variables);
    const answer = await fetch(`${this.#stage.server.url}/_ferrule/status`);
    const holds = at(await answer.json(), 'holds');
    for (const kind of ['connections', 'lags', 'macSecKeys', 'virtualInterfaces', 'gateways', 'gatewayAssociations'])
      assert.equal(at(holds, kind), 0, `${kind} left after destroy: ${JSON.stringify(holds)}`);
  }

  async import(address: string, id: string): Promise<void> {
    await this.#succeed('import', ...this.#variables, address, id);
  }

  async forget(address: string): Promise<void> {
    const ended = await run('terraform', ['state', 'rm', address], { cwd: this.#directory, env: this.#environment });
    assert.equal(ended.code, 0, told(ended));
  }

  /** The values of every resource and data source, by address, as `terraform show` has them. */
  async show(): Promise<(address: string) => Values> {
    const { stdout } = await succeed('terraform', ['show', '-json', '-no-color'], {
      cwd: this.#directory,
      env: this.#environment,
    });
    const resources = listAt(JSON.parse(stdout), 'values', 'root_module', 'resources');
    return (address) => {
      const values = at(
        resources.find((resource) => at(resource, 'address') === address),
        'values',
      );
      assert.ok(typeof values === 'object' && values !== null, `no ${address} in the state`);
      return values as Values;
    };
  }

  async #succeed(command: string, ...args: readonly string[]): Promise<void> {
    const ended = await this.#run(command, ...args);
    assert.equal(ended.code, 0, told(ended));
  }

  #run(command: string, ...args: readonly string[]): Promise<Ended> {
    return run('terraform', [command, '-input=false', '-no-color', '-lock=false', ...args], {
      cwd: this.#directory,
      env: this.#environment,
    });
  }
}
