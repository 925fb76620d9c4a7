import type { Lag } from '../../directconnect/model/lag.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { LagStore, Page, PageRequest, Place } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { flag, integer, optionalInteger, optionalText, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql, SqlValue } from '../sql.ts';
import type { Written } from '../written.ts';

const COLUMNS = [
  'account', 'region', 'name', 'location', 'bandwidth', 'device', 'provider_name', 'minimum_links', 'state', 'wait', 'due_at',
  'mac_sec_capable', 'encryption_mode', 'allows_hosted_connections', 'created_at',
] as const; // prettier-ignore
const INSERT = `INSERT INTO lag (${COLUMNS.join(', ')}, id) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`;
const UPDATE = `UPDATE lag SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;

export class LagTable implements LagStore {
  readonly #sql: Sql;
  readonly #written: Written;

  constructor(sql: Sql, written: Written = () => {}) {
    this.#sql = sql;
    this.#written = written;
  }

  async find(id: string): Promise<Lag | undefined> {
    const row = await this.#sql.get('SELECT * FROM lag WHERE id = ?', id);
    return row && lagOf(row);
  }

  async findAll(ids: readonly string[]): Promise<readonly Lag[]> {
    return (await allIn(this.#sql, ids, (list) => `SELECT * FROM lag WHERE id IN (${list})`)).map(lagOf);
  }

  async list(place: Place, page: PageRequest): Promise<Page<Lag>> {
    const rows = await this.#sql.all(
      'SELECT * FROM lag WHERE account = ? AND region = ? AND seq > ? ORDER BY seq LIMIT ?',
      place.account,
      place.region,
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, lagOf);
  }

  async count(place: Place): Promise<number> {
    const row = await this.#sql.get(
      'SELECT count(*) AS count FROM lag WHERE account = ? AND region = ?',
      place.account,
      place.region,
    );
    return row ? integer(row, 'count') : 0;
  }

  async add(lag: Lag): Promise<void> {
    await this.#sql.run(INSERT, ...valuesOf(lag), lag.id);
    this.#written(lag.id, 'row');
  }

  async save(lag: Lag): Promise<void> {
    await this.#sql.run(UPDATE, ...valuesOf(lag), lag.id);
    this.#written(lag.id, 'row');
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM lag WHERE id = ?', id);
    this.#written(id, 'row');
  }

  async due(now: Instant): Promise<readonly Lag[]> {
    return (await this.#sql.all('SELECT * FROM lag WHERE due_at <= ? ORDER BY due_at, seq', now)).map(lagOf);
  }

  async held(): Promise<readonly Lag[]> {
    return (await this.#sql.all('SELECT * FROM lag WHERE wait IS NOT NULL AND due_at IS NULL ORDER BY seq')).map(lagOf);
  }
}

function valuesOf(lag: Lag): readonly SqlValue[] {
  return [
    lag.account,
    lag.region,
    lag.name,
    lag.location,
    lag.bandwidth,
    lag.device,
    orNull(lag.providerName),
    lag.minimumLinks,
    lag.state,
    orNull(lag.wait),
    orNull(lag.dueAt),
    lag.macSecCapable ? 1 : 0,
    lag.encryptionMode,
    lag.allowsHostedConnections ? 1 : 0,
    lag.createdAt,
  ];
}

function lagOf(row: Row): Lag {
  return {
    id: text(row, 'id'),
    account: text(row, 'account'),
    region: text(row, 'region'),
    name: text(row, 'name'),
    location: text(row, 'location'),
    bandwidth: text(row, 'bandwidth'),
    device: text(row, 'device'),
    providerName: optionalText(row, 'provider_name'),
    minimumLinks: integer(row, 'minimum_links'),
    state: word(row, 'state'),
    wait: row['wait'] === null ? undefined : word(row, 'wait'),
    dueAt: optionalInteger(row, 'due_at'),
    macSecCapable: flag(row, 'mac_sec_capable'),
    encryptionMode: word(row, 'encryption_mode'),
    allowsHostedConnections: flag(row, 'allows_hosted_connections'),
    createdAt: integer(row, 'created_at'),
  };
}
