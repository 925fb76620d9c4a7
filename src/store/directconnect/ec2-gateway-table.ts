import type { Ec2Gateway } from '../../directconnect/model/ec2-gateway.ts';
import type { Ec2GatewayStore, Place } from '../../directconnect/stores.ts';
import { text } from '../row.ts';
import type { Row, Sql } from '../sql.ts';

/** Virtual private gateways and transit gateways, by those who named them first. */
export class Ec2GatewayTable implements Ec2GatewayStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(id: string): Promise<Ec2Gateway | undefined> {
    const row = await this.#sql.get('SELECT * FROM ec2_gateway WHERE id = ?', id);
    return row && ec2GatewayOf(row);
  }

  async list({ account, region }: Place): Promise<readonly Ec2Gateway[]> {
    const rows = await this.#sql.all(
      'SELECT * FROM ec2_gateway WHERE account = ? AND region = ? ORDER BY id',
      account,
      region,
    );
    return rows.map(ec2GatewayOf);
  }

  async add(gateway: Ec2Gateway): Promise<void> {
    await this.#sql.run(
      'INSERT INTO ec2_gateway (id, account, region) VALUES (?, ?, ?)',
      gateway.id,
      gateway.account,
      gateway.region,
    );
  }
}

const ec2GatewayOf = (row: Row): Ec2Gateway => ({
  id: text(row, 'id'),
  account: text(row, 'account'),
  region: text(row, 'region'),
});
