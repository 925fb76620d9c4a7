import type { Secret } from '../../secretsmanager/model/secret.ts';
import type { Tag } from '../../secretsmanager/model/tag.ts';
import type { TagStore } from '../../secretsmanager/ports.ts';
import { integer, text } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

const OF = 'SELECT key, value FROM secret_tag WHERE secret = ? ORDER BY seq';
const OF_ALL = (secrets: string): string =>
  `SELECT secret, key, value FROM secret_tag WHERE secret IN (${secrets}) ORDER BY seq`;
const PUT = `INSERT INTO secret_tag (secret, key, value) VALUES (?, ?, ?)
  ON CONFLICT (secret, key) DO UPDATE SET value = excluded.value`;
const REMOVE = 'DELETE FROM secret_tag WHERE secret = ? AND key = ?';

/** Tags of secrets, in the order in which their keys were first put. */
export class SecretTagTable implements TagStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(secret: Secret): Promise<readonly Tag[]> {
    return (await this.#sql.all(OF, secret.creationNumber)).map(tagOf);
  }

  async ofAll(secrets: readonly Secret[]): Promise<ReadonlyMap<string, readonly Tag[]>> {
    const tags = new Map(secrets.map(({ creationNumber }): [number, Tag[]] => [creationNumber, []]));
    for (const row of await allIn(this.#sql, [...tags.keys()], OF_ALL))
      tags.get(integer(row, 'secret'))?.push(tagOf(row));
    return new Map(secrets.map(({ arn, creationNumber }) => [arn, tags.get(creationNumber) ?? []]));
  }

  async put(secret: Secret, tags: readonly Tag[]): Promise<void> {
    for (const tag of tags) await this.#sql.run(PUT, secret.creationNumber, tag.key, tag.value);
  }

  async remove(secret: Secret, keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#sql.run(REMOVE, secret.creationNumber, key);
  }
}

const tagOf = (row: Row): Tag => ({ key: text(row, 'key'), value: text(row, 'value') });
