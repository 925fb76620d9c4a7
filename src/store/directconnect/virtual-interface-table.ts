import type { VirtualInterface, VirtualInterfaceType } from '../../directconnect/model/virtual-interface.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { Page, PageRequest, Place, RateLimiter, VirtualInterfaceStore } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { flag, integer, optionalInteger, optionalText, orNull, text, texts, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql, SqlValue } from '../sql.ts';

const COLUMNS = [
  'type', 'account', 'host_account', 'region', 'parent_id', 'location', 'device', 'name', 'vlan', 'mtu', 'virtual_gateway_id',
  'gateway_id', 'amazon_side_asn', 'site_link', 'rate_limit', 'route_filter_prefixes', 'state', 'wait', 'due_at', 'created_at',
] as const; // prettier-ignore
const INSERT = `INSERT INTO virtual_interface (${COLUMNS.join(', ')}, id) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`;
const UPDATE = `UPDATE virtual_interface SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
/** In the words of the partial indexes: those that are only still listed do not count. */
const PRESENT = "state NOT IN ('deleted', 'rejected')";

export class VirtualInterfaceTable implements VirtualInterfaceStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(id: string): Promise<VirtualInterface | undefined> {
    const row = await this.#sql.get('SELECT * FROM virtual_interface WHERE id = ?', id);
    return row && virtualInterfaceOf(row);
  }

  async list(place: Place, page: PageRequest): Promise<Page<VirtualInterface>> {
    const { account, region } = place;
    const range = [page.after ?? 0, rowsWanted(page)];
    const own = await this.#sql.all(
      'SELECT * FROM virtual_interface WHERE account = ? AND region = ? AND seq > ? ORDER BY seq LIMIT ?',
      account,
      region,
      ...range,
    );
    const carried = await this.#sql.all(
      'SELECT * FROM virtual_interface WHERE host_account = ? AND region = ? AND seq > ? ORDER BY seq LIMIT ?',
      account,
      region,
      ...range,
    );
    const rows =
      carried.length === 0 ? own : [...own, ...carried].sort((a, b) => integer(a, 'seq') - integer(b, 'seq'));
    return pageOf(rows.slice(0, rowsWanted(page)), page, virtualInterfaceOf);
  }

  async listOn(parentId: string, { account, region }: Place, page: PageRequest): Promise<Page<VirtualInterface>> {
    const rows = await this.#sql.all(
      `SELECT * FROM virtual_interface WHERE parent_id = ? AND region = ? AND (account = ? OR host_account = ?) AND seq > ?
       ORDER BY seq LIMIT ?`,
      parentId,
      region,
      account,
      account,
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, virtualInterfaceOf);
  }

  async presentOn(parentId: string): Promise<readonly VirtualInterface[]> {
    const rows = await this.#sql.all(
      `SELECT * FROM virtual_interface WHERE parent_id = ? AND ${PRESENT} ORDER BY seq`,
      parentId,
    );
    return rows.map(virtualInterfaceOf);
  }

  async onVlan(parentId: string, vlan: number): Promise<VirtualInterface | undefined> {
    const row = await this.#sql.get(
      `SELECT * FROM virtual_interface WHERE parent_id = ? AND vlan = ? AND ${PRESENT}`,
      parentId,
      vlan,
    );
    return row && virtualInterfaceOf(row);
  }

  async anyOn(parentId: string): Promise<boolean> {
    const row = await this.#sql.get(
      `SELECT id FROM virtual_interface WHERE parent_id = ? AND ${PRESENT} LIMIT 1`,
      parentId,
    );
    return row !== undefined;
  }

  async countOn(parentId: string): Promise<Readonly<Record<VirtualInterfaceType, number>>> {
    const counts = { private: 0, public: 0, transit: 0 };
    for (const row of await this.#sql.all(
      `SELECT type, count(*) AS count FROM virtual_interface WHERE parent_id = ? AND ${PRESENT} GROUP BY type`,
      parentId,
    ))
      counts[word<VirtualInterfaceType>(row, 'type')] = integer(row, 'count');
    return counts;
  }

  async rateLimitsOn(parentIds: readonly string[]): Promise<readonly RateLimiter[]> {
    const rows = await allIn(
      this.#sql,
      parentIds,
      (ids) =>
        `SELECT parent_id, rate_limit FROM virtual_interface WHERE parent_id IN (${ids}) AND rate_limit IS NOT NULL AND ${PRESENT}`,
    );
    return rows.map((row) => ({ parentId: text(row, 'parent_id'), rateLimit: text(row, 'rate_limit') }));
  }

  async listOnGateway(gatewayId: string, page: PageRequest): Promise<Page<VirtualInterface>> {
    const rows = await this.#sql.all(
      `SELECT * FROM virtual_interface WHERE gateway_id = ? AND ${PRESENT} AND seq > ? ORDER BY seq LIMIT ?`,
      gatewayId,
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, virtualInterfaceOf);
  }

  async countOnGateway(gatewayId: string): Promise<number> {
    const row = await this.#sql.get(
      `SELECT count(*) AS count FROM virtual_interface WHERE gateway_id = ? AND ${PRESENT}`,
      gatewayId,
    );
    return row ? integer(row, 'count') : 0;
  }

  async anyOnGateway(gatewayId: string, type: VirtualInterfaceType): Promise<boolean> {
    const row = await this.#sql.get(
      `SELECT id FROM virtual_interface WHERE gateway_id = ? AND type = ? AND ${PRESENT} LIMIT 1`,
      gatewayId,
      type,
    );
    return row !== undefined;
  }

  async add(vif: VirtualInterface): Promise<void> {
    await this.#sql.run(INSERT, ...valuesOf(vif), vif.id);
  }

  async save(vif: VirtualInterface): Promise<void> {
    await this.#sql.run(UPDATE, ...valuesOf(vif), vif.id);
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM virtual_interface WHERE id = ?', id);
  }

  async due(now: Instant): Promise<readonly VirtualInterface[]> {
    const rows = await this.#sql.all('SELECT * FROM virtual_interface WHERE due_at <= ? ORDER BY due_at, seq', now);
    return rows.map(virtualInterfaceOf);
  }

  async held(): Promise<readonly VirtualInterface[]> {
    const rows = await this.#sql.all(
      'SELECT * FROM virtual_interface WHERE wait IS NOT NULL AND due_at IS NULL ORDER BY seq',
    );
    return rows.map(virtualInterfaceOf);
  }
}

const valuesOf = (vif: VirtualInterface): readonly SqlValue[] => [
  vif.type,
  vif.account,
  orNull(vif.hostAccount),
  vif.region,
  vif.parentId,
  vif.location,
  vif.device,
  vif.name,
  vif.vlan,
  vif.mtu,
  orNull(vif.target.virtualGatewayId),
  orNull(vif.target.gatewayId),
  vif.target.amazonSideAsn,
  vif.siteLink ? 1 : 0,
  orNull(vif.rateLimit),
  JSON.stringify(vif.routeFilterPrefixes),
  vif.state,
  orNull(vif.wait),
  orNull(vif.dueAt),
  vif.createdAt,
];

const virtualInterfaceOf = (row: Row): VirtualInterface => ({
  id: text(row, 'id'),
  type: word(row, 'type'),
  account: text(row, 'account'),
  hostAccount: optionalText(row, 'host_account'),
  region: text(row, 'region'),
  parentId: text(row, 'parent_id'),
  location: text(row, 'location'),
  device: text(row, 'device'),
  name: text(row, 'name'),
  vlan: integer(row, 'vlan'),
  mtu: integer(row, 'mtu'),
  target: {
    virtualGatewayId: optionalText(row, 'virtual_gateway_id'),
    gatewayId: optionalText(row, 'gateway_id'),
    amazonSideAsn: integer(row, 'amazon_side_asn'),
  },
  siteLink: flag(row, 'site_link'),
  rateLimit: optionalText(row, 'rate_limit'),
  routeFilterPrefixes: texts(row, 'route_filter_prefixes'),
  state: word(row, 'state'),
  wait: row['wait'] === null ? undefined : word(row, 'wait'),
  dueAt: optionalInteger(row, 'due_at'),
  createdAt: integer(row, 'created_at'),
});
