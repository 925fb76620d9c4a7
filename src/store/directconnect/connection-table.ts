import type { Connection, ConnectionKind } from '../../directconnect/model/connection.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { ConnectionStore, Page, PageRequest, Place } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { flag, integer, optionalInteger, optionalText, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Kept, Row, Sql, SqlValue } from '../sql.ts';
import type { Written } from '../written.ts';

const COLUMNS = [
  'kind', 'account', 'region', 'name', 'location', 'bandwidth', 'device', 'provider_name', 'state', 'wait', 'due_at', 'mac_sec_capable',
  'encryption_mode', 'loa_issued_at', 'lag_id', 'parent_id', 'partner_account', 'partner_name', 'vlan', 'created_at',
] as const; // prettier-ignore
const INSERT = `INSERT INTO connection (${COLUMNS.join(', ')}, id) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`;
const UPDATE = `UPDATE connection SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
const LIST = 'SELECT * FROM connection WHERE account = ? AND region = ? AND kind = ? AND seq > ? ORDER BY seq LIMIT ?';

/** Connections, hosted connections and interconnects: one table, as they share one kind of id. */
export class ConnectionTable implements ConnectionStore {
  readonly #sql: Sql;
  readonly #written: Written;
  /** Nearly every operation asks for one by its id. */
  readonly #kept: Kept<Connection>;

  constructor(sql: Sql, written: Written = () => {}) {
    this.#sql = sql;
    this.#written = written;
    this.#kept = sql.keep();
  }

  async find(id: string): Promise<Connection | undefined> {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const row = await this.#sql.get('SELECT * FROM connection WHERE id = ?', id);
    if (!row) return undefined;
    const found = connectionOf(row);
    this.#kept.set(id, found);
    return found;
  }

  async findAll(ids: readonly string[]): Promise<readonly Connection[]> {
    return (await allIn(this.#sql, ids, (list) => `SELECT * FROM connection WHERE id IN (${list})`)).map(connectionOf);
  }

  async list(place: Place, kinds: readonly ConnectionKind[], page: PageRequest): Promise<Page<Connection>> {
    // Kind by kind, in the order of the index: one statement for several kinds would sort all that are stored for a page.
    const lists: (readonly Row[])[] = [];
    for (const kind of kinds)
      lists.push(await this.#sql.all(LIST, place.account, place.region, kind, page.after ?? 0, rowsWanted(page)));
    const rows = lists.flat().sort((a, b) => integer(a, 'seq') - integer(b, 'seq'));
    return pageOf(rows, page, connectionOf);
  }

  async ofLag(lagId: string): Promise<readonly Connection[]> {
    return (await this.#sql.all('SELECT * FROM connection WHERE lag_id = ? ORDER BY seq', lagId)).map(connectionOf);
  }

  async ofLags(lagIds: readonly string[]): Promise<readonly Connection[]> {
    return (
      await allIn(this.#sql, lagIds, (ids) => `SELECT * FROM connection WHERE lag_id IN (${ids}) ORDER BY seq`)
    ).map(connectionOf);
  }

  async hostedOn(parentId: string, page: PageRequest): Promise<Page<Connection>> {
    const rows = await this.#sql.all(
      'SELECT * FROM connection WHERE parent_id = ? AND seq > ? ORDER BY seq LIMIT ?',
      parentId,
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, connectionOf);
  }

  async hostedOnVlan(parentId: string, vlan: number): Promise<Connection | undefined> {
    const row = await this.#sql.get('SELECT * FROM connection WHERE parent_id = ? AND vlan = ?', parentId, vlan);
    return row && connectionOf(row);
  }

  async countAt(place: Place, location: string): Promise<number> {
    const row = await this.#sql.get(
      "SELECT count(*) AS count FROM connection WHERE account = ? AND region = ? AND location = ? AND kind <> 'hosted'",
      place.account,
      place.region,
      location,
    );
    return row ? integer(row, 'count') : 0;
  }

  async add(connection: Connection): Promise<void> {
    await this.#sql.run(INSERT, ...valuesOf(connection), connection.id);
    this.#hasWritten(connection.id);
  }

  async save(connection: Connection): Promise<void> {
    await this.#sql.run(UPDATE, ...valuesOf(connection), connection.id);
    this.#hasWritten(connection.id);
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run(
      "INSERT INTO former_hosted_connection (id) SELECT id FROM connection WHERE id = ? AND kind = 'hosted'",
      id,
    );
    await this.#sql.run('DELETE FROM connection WHERE id = ?', id);
    this.#hasWritten(id);
  }

  async wasHosted(id: string): Promise<boolean> {
    return (await this.#sql.get('SELECT id FROM former_hosted_connection WHERE id = ?', id)) !== undefined;
  }

  async due(now: Instant): Promise<readonly Connection[]> {
    return (await this.#sql.all('SELECT * FROM connection WHERE due_at <= ? ORDER BY due_at, seq', now)).map(
      connectionOf,
    );
  }

  async held(): Promise<readonly Connection[]> {
    return (await this.#sql.all('SELECT * FROM connection WHERE wait IS NOT NULL AND due_at IS NULL ORDER BY seq')).map(
      connectionOf,
    );
  }

  #hasWritten(id: string): void {
    this.#kept.delete(id);
    this.#written(id, 'row');
  }
}

function valuesOf(connection: Connection): readonly SqlValue[] {
  const { hosted } = connection;
  return [
    connection.kind,
    connection.account,
    connection.region,
    connection.name,
    connection.location,
    connection.bandwidth,
    connection.device,
    orNull(connection.providerName),
    connection.state,
    orNull(connection.wait),
    orNull(connection.dueAt),
    connection.macSecCapable ? 1 : 0,
    connection.encryptionMode,
    orNull(connection.loaIssuedAt),
    orNull(connection.lagId),
    orNull(hosted?.parentId),
    orNull(hosted?.partnerAccount),
    orNull(hosted?.partnerName),
    orNull(hosted?.vlan),
    connection.createdAt,
  ];
}

function connectionOf(row: Row): Connection {
  const parentId = optionalText(row, 'parent_id');
  return {
    id: text(row, 'id'),
    kind: word(row, 'kind'),
    account: text(row, 'account'),
    region: text(row, 'region'),
    name: text(row, 'name'),
    location: text(row, 'location'),
    bandwidth: text(row, 'bandwidth'),
    device: text(row, 'device'),
    providerName: optionalText(row, 'provider_name'),
    state: word(row, 'state'),
    wait: row['wait'] === null ? undefined : word(row, 'wait'),
    dueAt: optionalInteger(row, 'due_at'),
    macSecCapable: flag(row, 'mac_sec_capable'),
    encryptionMode: word(row, 'encryption_mode'),
    loaIssuedAt: optionalInteger(row, 'loa_issued_at'),
    lagId: optionalText(row, 'lag_id'),
    hosted:
      parentId === undefined
        ? undefined
        : {
            parentId,
            partnerAccount: text(row, 'partner_account'),
            partnerName: text(row, 'partner_name'),
            vlan: integer(row, 'vlan'),
          },
    createdAt: integer(row, 'created_at'),
  };
}
