import type { Tag } from '../../secretsmanager/model/tag.ts';
import type { TagStore } from '../../secretsmanager/ports.ts';
import { text } from '../row.ts';
import type { Row, Sql } from '../sql.ts';
import { NUMBER_OF, allOfSecrets, byArn } from './secret-number.ts';

const OF = `SELECT key, value FROM secret_tag WHERE secret = ${NUMBER_OF} ORDER BY seq`;
const OF_ALL = (names: string): string =>
  `SELECT secret.arn, tag.key, tag.value FROM secret JOIN secret_tag AS tag ON tag.secret = secret.seq
   WHERE secret.name IN (${names}) AND secret.account = ? AND secret.region = ? ORDER BY tag.seq`;
const PUT = `INSERT INTO secret_tag (secret, key, value) VALUES (${NUMBER_OF}, ?, ?)
  ON CONFLICT (secret, key) DO UPDATE SET value = excluded.value`;
const REMOVE = `DELETE FROM secret_tag WHERE secret = ${NUMBER_OF} AND key = ?`;

/** Tags of secrets, in the order in which their keys were first put. */
export class SecretTagTable implements TagStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(secretArn: string): Promise<readonly Tag[]> {
    return (await this.#sql.all(OF, ...byArn(secretArn))).map(tagOf);
  }

  async ofAll(secretArns: readonly string[]): Promise<ReadonlyMap<string, readonly Tag[]>> {
    const rows = await allOfSecrets(this.#sql, secretArns, OF_ALL);
    const tags = new Map<string, Tag[]>();
    for (const row of rows) {
      const arn = text(row, 'arn');
      const list = tags.get(arn);
      if (list) list.push(tagOf(row));
      else tags.set(arn, [tagOf(row)]);
    }
    return tags;
  }

  async put(secretArn: string, tags: readonly Tag[]): Promise<void> {
    for (const tag of tags) {
      await this.#sql.run(PUT, ...byArn(secretArn), tag.key, tag.value);
    }
  }

  async remove(secretArn: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#sql.run(REMOVE, ...byArn(secretArn), key);
  }
}

const tagOf = (row: Row): Tag => ({ key: text(row, 'key'), value: text(row, 'value') });
