import assert from 'node:assert/strict';
import { secretsManagerService } from '../../src/app/secrets-manager-service.ts';
import { decodeInput } from '../../src/awsjson/decode.ts';
import { AwsError } from '../../src/contract/aws-error.ts';
import type { OperationName, Output } from '../../src/contract/secrets-manager.ts';
import type { JsonService } from '../../src/awsjson/service.ts';
import { Confidential } from '../../src/crypto/confidential.ts';
import { MasterKeySeal } from '../../src/crypto/node/at-rest.ts';
import type { Caller, Work } from '../../src/secretsmanager/call.ts';
import { createManagedSecret } from '../../src/secretsmanager/managed-secrets.ts';
import { stringValue } from '../../src/secretsmanager/model/secret-value.ts';
import type { Random } from '../../src/secretsmanager/model/random.ts';
import { DAY } from '../../src/secretsmanager/model/secret.ts';
import type { Store } from '../../src/secretsmanager/ports.ts';
import { settle } from '../../src/secretsmanager/settle.ts';
import { secretsManagerTables } from '../../src/store/secretsmanager/tables.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { SqliteUnitOfWork } from '../../src/store/sqlite/unit-of-work.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';
export const ALICE: Caller = { account: ACCOUNT, region: REGION, partition: 'aws' };
export const BOB: Caller = { ...ALICE, account: '210987654321' };
/** 2026-01-15T10:00:00.250Z: not midnight, and with a fraction of a second. */
export const START = Date.UTC(2026, 0, 15, 10, 0, 0, 250);

/** A token of the length that AWS wants, different for every number. */
export const token = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Numbers that repeat from run to run (a linear congruential generator: Numerical Recipes). */
export function repeatableRandom(seed = 1): Random {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { below, uuid: () => token(below(2 ** 32)) };
}

/** An answer of which a test expects every member that it looks at to be there. */
export type Present<T> = T extends readonly (infer E)[]
  ? readonly Present<E>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Present<Exclude<T[K], undefined>> }
    : T;

export type Answer<N extends OperationName> = Present<Output<N>>;

/** Secrets Manager over its real tables in memory, at a time that the test sets. */
export class SecretsManagerBench {
  now = START;
  /** What the owning service was told, oldest first. */
  readonly told: string[] = [];
  readonly database = new SqliteDatabase(':memory:');
  readonly service: JsonService;
  readonly #random = repeatableRandom();
  readonly #units: SqliteUnitOfWork<Store>;

  constructor() {
    migrate(this.database);
    const atRest = new MasterKeySeal(new Confidential('master key', new Uint8Array(32).fill(7)));
    this.#units = new SqliteUnitOfWork(this.database, secretsManagerTables(this.database, atRest));
    const managedOwner = {
      deletionScheduled: (arn: string, now: number) => void this.told.push(`scheduled ${arn} at ${now}`),
      restored: (arn: string) => void this.told.push(`restored ${arn}`),
    };
    this.service = secretsManagerService((caller, operate) =>
      this.work((work) => operate({ ...work, caller, managedOwner })),
    );
  }

  /** Does something with the store, as one settled unit of work. */
  work<T>(what: (work: Work) => Promise<T>): Promise<T> {
    return this.#units.run(async (store) => {
      await settle(store, this.now);
      return what({ store, now: this.now, random: this.#random });
    });
  }

  /** Asks for an operation with an input as it stands in JSON. */
  ask<N extends OperationName>(operation: N, input: object = {}, caller: Caller = ALICE): Promise<Answer<N>> {
    return this.#ask(operation, input, caller) as Promise<Answer<N>>;
  }

  async #ask(operation: string, input: object, caller: Caller): Promise<unknown> {
    const shape = this.service.shapes[operation];
    assert.ok(shape, `no such operation: ${operation}`);
    const decoded = decodeInput(shape, new TextEncoder().encode(JSON.stringify(input)));
    if ('fault' in decoded) throw this.service.invalidInput(decoded.message);
    const output = await this.service.invoke(operation, decoded.input, { ...caller, accessKeyId: 'AKIATEST' });
    return JSON.parse(JSON.stringify(output));
  }

  /** Creates a secret with a string value (version `token(0)`); answers its ARN. */
  async create(name: string, input: object = {}, caller: Caller = ALICE): Promise<string> {
    const created = await this.ask(
      'CreateSecret',
      { Name: name, SecretString: `value of ${name}`, ClientRequestToken: token(0), ...input },
      caller,
    );
    return created.ARN;
  }

  /** A managed secret of Direct Connect's; answers its ARN. */
  createManaged(name = 'directconnect!prod/us-east-1/directconnect/aa'): Promise<string> {
    const owner = { service: 'directconnect', name };
    return this.work((work) => createManagedSecret(ALICE, owner, stringValue('managed value'), work));
  }

  /** The labels of a secret's versions, by version number of `token`. */
  async stages(secretId: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const listed = await this.ask('ListSecretVersionIds', { SecretId: secretId, IncludeDeprecated: true });
    return Object.fromEntries(
      listed.Versions.map((version) => [Number(version.VersionId.slice(-12)), version.VersionStages ?? []]),
    );
  }

  /** Checks that an operation is refused with a code and a text, or a text of that form. */
  async refuses(
    operation: string,
    input: object,
    code: string,
    message: string | RegExp,
    caller: Caller = ALICE,
  ): Promise<void> {
    await assert.rejects(this.#ask(operation, input, caller), (reason) => {
      assert.ok(reason instanceof AwsError, String(reason));
      assert.equal(reason.code, code, reason.message);
      assert.equal(reason.status, 400);
      if (typeof message === 'string') assert.equal(reason.message, message);
      else assert.match(reason.message, message);
      return true;
    });
  }

  passDays(days: number): void {
    this.now += days * DAY;
  }
}
