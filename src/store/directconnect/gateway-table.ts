import type { Gateway } from '../../directconnect/model/gateway.ts';
import type { GatewayStore, Page, PageRequest } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, text } from '../row.ts';
import type { Row, Sql } from '../sql.ts';

/** Direct Connect gateways, by account alone: they have no Region. */
export class GatewayTable implements GatewayStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(id: string): Promise<Gateway | undefined> {
    const row = await this.#sql.get('SELECT * FROM gateway WHERE id = ?', id);
    return row && gatewayOf(row);
  }

  async list(account: string, page: PageRequest): Promise<Page<Gateway>> {
    const rows = await this.#sql.all(
      'SELECT * FROM gateway WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?',
      account,
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, gatewayOf);
  }

  async count(account: string): Promise<number> {
    const row = await this.#sql.get('SELECT count(*) AS count FROM gateway WHERE account = ?', account);
    return row ? integer(row, 'count') : 0;
  }

  async add(gateway: Gateway): Promise<void> {
    await this.#sql.run(
      'INSERT INTO gateway (id, account, name, amazon_side_asn, created_at) VALUES (?, ?, ?, ?, ?)',
      gateway.id,
      gateway.account,
      gateway.name,
      gateway.amazonSideAsn,
      gateway.createdAt,
    );
  }

  async save(gateway: Gateway): Promise<void> {
    await this.#sql.run('UPDATE gateway SET name = ? WHERE id = ?', gateway.name, gateway.id);
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM gateway WHERE id = ?', id);
  }
}

const gatewayOf = (row: Row): Gateway => ({
  id: text(row, 'id'),
  account: text(row, 'account'),
  name: text(row, 'name'),
  amazonSideAsn: integer(row, 'amazon_side_asn'),
  createdAt: integer(row, 'created_at'),
});
