import type { Tag, TagStore } from '../../directconnect/stores.ts';
import { text } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

/** Tags in the order in which their keys were first put. */
export class TagTable implements TagStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async of(resourceId: string, account: string): Promise<readonly Tag[]> {
    return (
      await this.#sql.all(
        'SELECT key, value FROM tag WHERE resource_id = ? AND account = ? ORDER BY seq',
        resourceId,
        account,
      )
    ).map(tagOf);
  }

  async ofAll(resourceIds: readonly string[], account: string): Promise<ReadonlyMap<string, readonly Tag[]>> {
    const rows = await allIn(
      this.#sql,
      resourceIds,
      (ids) => `SELECT resource_id, key, value FROM tag WHERE resource_id IN (${ids}) AND account = ? ORDER BY seq`,
      account,
    );
    const tags = new Map<string, Tag[]>();
    for (const row of rows) {
      const id = text(row, 'resource_id');
      const list = tags.get(id);
      if (list) list.push(tagOf(row));
      else tags.set(id, [tagOf(row)]);
    }
    return tags;
  }

  async put(resourceId: string, account: string, tags: readonly Tag[]): Promise<void> {
    for (const tag of tags) {
      await this.#sql.run(
        `INSERT INTO tag (resource_id, account, key, value) VALUES (?, ?, ?, ?)
         ON CONFLICT (resource_id, account, key) DO UPDATE SET value = excluded.value`,
        resourceId,
        account,
        tag.key,
        tag.value,
      );
    }
  }

  async remove(resourceId: string, account: string, keys: readonly string[]): Promise<void> {
    for (const key of keys)
      await this.#sql.run(
        'DELETE FROM tag WHERE resource_id = ? AND account = ? AND key = ?',
        resourceId,
        account,
        key,
      );
  }

  async removeOf(resourceId: string): Promise<void> {
    await this.#sql.run('DELETE FROM tag WHERE resource_id = ?', resourceId);
  }
}

const tagOf = (row: Row): Tag => ({ key: text(row, 'key'), value: text(row, 'value') });
