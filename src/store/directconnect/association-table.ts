import type { Association } from '../../directconnect/model/association.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { AssociationStore, GatewayPairFilter, Page, PageRequest } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, optionalInteger, orNull, text, texts, word } from '../row.ts';
import type { Row, Sql } from '../sql.ts';
import { associatedGatewayOf, listSeen } from './gateway-pairs.ts';

export class AssociationTable implements AssociationStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(id: string): Promise<Association | undefined> {
    const row = await this.#sql.get('SELECT * FROM gateway_association WHERE id = ?', id);
    return row && associationOf(row);
  }

  async between(gatewayId: string, associatedId: string): Promise<Association | undefined> {
    const row = await this.#sql.get(
      'SELECT * FROM gateway_association WHERE gateway_id = ? AND associated_id = ?',
      gatewayId,
      associatedId,
    );
    return row && associationOf(row);
  }

  async list(account: string, filter: GatewayPairFilter, page: PageRequest): Promise<Page<Association>> {
    const rows = await listSeen(this.#sql, 'gateway_association', account, filter, [page.after ?? 0, rowsWanted(page)]);
    return pageOf(rows, page, associationOf);
  }

  async of(gatewayId: string): Promise<readonly Association[]> {
    const rows = await this.#sql.all('SELECT * FROM gateway_association WHERE gateway_id = ? ORDER BY seq', gatewayId);
    return rows.map(associationOf);
  }

  async countOf(associatedId: string): Promise<number> {
    const row = await this.#sql.get(
      'SELECT count(*) AS count FROM gateway_association WHERE associated_id = ?',
      associatedId,
    );
    return row ? integer(row, 'count') : 0;
  }

  async anyOf(gatewayId: string): Promise<boolean> {
    const row = await this.#sql.get('SELECT id FROM gateway_association WHERE gateway_id = ? LIMIT 1', gatewayId);
    return row !== undefined;
  }

  async add(association: Association): Promise<void> {
    const { associated } = association;
    await this.#sql.run(
      `INSERT INTO gateway_association (id, gateway_id, gateway_account, associated_id, associated_type, associated_account,
       associated_region, allowed_prefixes, state, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      association.id,
      association.gatewayId,
      association.gatewayAccount,
      associated.id,
      associated.type,
      associated.account,
      associated.region,
      JSON.stringify(association.allowedPrefixes),
      association.state,
      orNull(association.dueAt),
      association.createdAt,
    );
  }

  async save(association: Association): Promise<void> {
    await this.#sql.run(
      'UPDATE gateway_association SET allowed_prefixes = ?, state = ?, due_at = ? WHERE id = ?',
      JSON.stringify(association.allowedPrefixes),
      association.state,
      orNull(association.dueAt),
      association.id,
    );
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM gateway_association WHERE id = ?', id);
  }

  async due(now: Instant): Promise<readonly Association[]> {
    const rows = await this.#sql.all('SELECT * FROM gateway_association WHERE due_at <= ? ORDER BY due_at, seq', now);
    return rows.map(associationOf);
  }

  async held(): Promise<readonly Association[]> {
    const rows = await this.#sql.all(
      "SELECT * FROM gateway_association WHERE state = 'associating' AND due_at IS NULL ORDER BY seq",
    );
    return rows.map(associationOf);
  }
}

const associationOf = (row: Row): Association => ({
  id: text(row, 'id'),
  gatewayId: text(row, 'gateway_id'),
  gatewayAccount: text(row, 'gateway_account'),
  associated: associatedGatewayOf(row),
  allowedPrefixes: texts(row, 'allowed_prefixes'),
  state: word(row, 'state'),
  dueAt: optionalInteger(row, 'due_at'),
  createdAt: integer(row, 'created_at'),
});
