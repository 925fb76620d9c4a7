import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** What a plan is to do with one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  /** As Terraform names them: `no-op`, `update`, or `delete` and `create` where it replaces. */
  readonly actions: readonly string[];
  readonly imported: boolean;
}

/** More at once than Terraform's ten, because the provider spends ten seconds on each virtual interface. */
const PARALLELISM = '-parallelism=24';

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

/** The names of Direct Connect's resources and data sources in the provider that was found. */
export async function directConnectNames(
  found: FoundTerraform,
): Promise<{ readonly resources: readonly string[]; readonly dataSources: readonly string[] }> {
  assert.ok('initialized' in found);
  const { stdout } = await succeed('terraform', ['providers', 'schema', '-json'], {
    cwd: found.initialized,
    env: terraformEnvironment(environmentOf(found.initialized), found.configuration),
  });
  const schemas = at(JSON.parse(stdout), 'provider_schemas', 'registry.terraform.io/hashicorp/aws');
  const names = (kind: string): readonly string[] =>
    Object.keys(at(schemas, kind) ?? {})
      .filter((name) => name.startsWith('aws_dx_'))
      .sort();
  return { resources: names('resource_schemas'), dataSources: names('data_source_schemas') };
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
    await this.#succeed('apply', '-auto-approve', PARALLELISM, ...this.#variables);
  }

  /** What an apply would do with each resource. */
  async plan(): Promise<readonly PlannedChange[]> {
    await this.#succeed('plan', '-out=planned', ...this.#variables);
    const changes = listAt(await this.#showJson('planned'), 'resource_changes');
    return changes.map((change) => ({
      address: textAt(change, 'address'),
      type: textAt(change, 'type'),
      actions: listAt(change, 'change', 'actions').map(String),
      imported: at(change, 'change', 'importing') !== undefined,
    }));
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

  /**
   * Destroys everything and asserts that the server has nothing left but the secrets, which outlive their keys.
   *
   * @param connections how many the server has that are not Terraform's
   */
  async destroy(connections = 0): Promise<void> {
    await this.#succeed('destroy', '-auto-approve', PARALLELISM, ...this.#variables);
    const answer = await fetch(`${this.#stage.server.url}/_ferrule/status`);
    const holds = at(await answer.json(), 'holds');
    assert.equal(at(holds, 'connections'), connections, `connections left after destroy: ${JSON.stringify(holds)}`);
    for (const kind of ['lags', 'macSecKeys', 'virtualInterfaces', 'gateways', 'gatewayAssociations'])
      assert.equal(at(holds, kind), 0, `${kind} left after destroy: ${JSON.stringify(holds)}`);
  }

  async import(address: string, id: string): Promise<void> {
    await this.#succeed('import', ...this.#variables, address, id);
  }

  async forget(...addresses: readonly string[]): Promise<void> {
    const options = { cwd: this.#directory, env: this.#environment };
    await succeed('terraform', ['state', 'rm', ...addresses], options);
  }

  /**
   * Forgets resources, and imports them all by one apply, which is to change nothing.
   *
   * @param ids what the provider is to import, by address
   */
  async importAll(ids: Readonly<Record<string, string>>): Promise<void> {
    await this.forget(...Object.keys(ids));
    this.#writeImports(ids);
    const planned = await this.plan();
    for (const address of Object.keys(ids)) {
      const change = planned.find((each) => each.address === address);
      assert.ok(change?.imported, `${address} is not imported`);
    }
    assert.deepEqual(
      planned.filter(({ actions }) => actions.join() !== 'no-op'),
      [],
    );
    await this.apply();
    this.#writeImports({});
  }

  /** Asserts that the provider itself cannot import a resource. The state is afterwards what it was. */
  async importRefused(address: string, id: string): Promise<void> {
    const file = join(this.#directory, 'terraform.tfstate');
    const kept = readFileSync(file);
    await this.forget(address);
    this.#writeImports({ [address]: id });
    const ended = await this.#run('plan', `-target=${address}`, ...this.#variables);
    assert.equal(ended.code, 1, told(ended));
    assert.match(ended.stderr, new RegExp(`resource ${address.split('.')[0]} doesn't support import`), told(ended));
    writeFileSync(file, kept);
    this.#writeImports({});
  }

  /** The import blocks of the configuration from now on. */
  #writeImports(ids: Readonly<Record<string, string>>): void {
    const blocks = Object.entries(ids).map(([to, id]) => ({ to, id }));
    writeFileSync(join(this.#directory, 'imports.tf.json'), JSON.stringify({ import: blocks }));
  }

  /** The values of every resource and data source, by address, as `terraform show` has them. */
  async show(): Promise<(address: string) => Values> {
    const resources = listAt(await this.#showJson(), 'values', 'root_module', 'resources');
    return (address) => {
      const values = at(
        resources.find((resource) => at(resource, 'address') === address),
        'values',
      );
      assert.ok(typeof values === 'object' && values !== null, `no ${address} in the state`);
      return values as Values;
    };
  }

  async #showJson(...args: readonly string[]): Promise<unknown> {
    const options = { cwd: this.#directory, env: this.#environment };
    const { stdout } = await succeed('terraform', ['show', '-json', '-no-color', ...args], options);
    return JSON.parse(stdout) as unknown;
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
