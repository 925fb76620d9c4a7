import type { Tag } from '../../secretsmanager/model/tag.ts';
import type { TagStore } from '../../secretsmanager/ports.ts';
import { text } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

/** Tags of secrets, in the order in which their keys were first put. */
export class SecretTagTable implements TagStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(secretArn: string): Promise<readonly Tag[]> {
    return (await this.#sql.all('SELECT key, value FROM secret_tag WHERE secret_arn = ? ORDER BY seq', secretArn)).map(
      tagOf,
    );
  }

  async ofAll(secretArns: readonly string[]): Promise<ReadonlyMap<string, readonly Tag[]>> {
    const rows = await allIn(
      this.#sql,
      secretArns,
      (arns) => `SELECT secret_arn, key, value FROM secret_tag WHERE secret_arn IN (${arns}) ORDER BY seq`,
    );
    const tags = new Map<string, Tag[]>();
    for (const row of rows) {
      const arn = text(row, 'secret_arn');
      const list = tags.get(arn);
      if (list) list.push(tagOf(row));
      else tags.set(arn, [tagOf(row)]);
    }
    return tags;
  }

  async put(secretArn: string, tags: readonly Tag[]): Promise<void> {
    for (const tag of tags) {
      await this.#sql.run(
        `INSERT INTO secret_tag (secret_arn, key, value) VALUES (?, ?, ?)
         ON CONFLICT (secret_arn, key) DO UPDATE SET value = excluded.value`,
        secretArn,
        tag.key,
        tag.value,
      );
    }
  }

  async remove(secretArn: string, keys: readonly string[]): Promise<void> {
    for (const key of keys)
      await this.#sql.run('DELETE FROM secret_tag WHERE secret_arn = ? AND key = ?', secretArn, key);
  }
}

const tagOf = (row: Row): Tag => ({ key: text(row, 'key'), value: text(row, 'value') });
