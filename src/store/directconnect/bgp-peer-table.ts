import type { AtRest } from '../../crypto/at-rest.ts';
import type { BgpPeer } from '../../directconnect/model/bgp-peer.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { BgpPeerStore } from '../../directconnect/stores.ts';
import { flag, integer, octets, optionalInteger, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

/** In the words of the partial indexes: what is leaving has given its addresses back. */
const ON_PARENT = "SELECT id FROM bgp_peer WHERE parent_id = ? AND state <> 'deleting'";

/** BGP peers, each with its key sealed. */
export class BgpPeerTable implements BgpPeerStore {
  readonly #sql: Sql;
  readonly #atRest: AtRest;

  constructor(sql: Sql, atRest: AtRest) {
    this.#sql = sql;
    this.#atRest = atRest;
  }

  async find(id: string): Promise<BgpPeer | undefined> {
    const row = await this.#sql.get('SELECT * FROM bgp_peer WHERE id = ?', id);
    return row && this.#peerOf(row);
  }

  async of(virtualInterfaceId: string): Promise<readonly BgpPeer[]> {
    const rows = await this.#sql.all(
      'SELECT * FROM bgp_peer WHERE virtual_interface_id = ? ORDER BY seq',
      virtualInterfaceId,
    );
    return rows.map((row) => this.#peerOf(row));
  }

  async ofAll(virtualInterfaceIds: readonly string[]): Promise<readonly BgpPeer[]> {
    const rows = await allIn(
      this.#sql,
      virtualInterfaceIds,
      (ids) => `SELECT * FROM bgp_peer WHERE virtual_interface_id IN (${ids}) ORDER BY seq`,
    );
    return rows.map((row) => this.#peerOf(row));
  }

  async usesAddress(parentId: string, host: string): Promise<boolean> {
    const row =
      (await this.#sql.get(`${ON_PARENT} AND amazon_host = ? LIMIT 1`, parentId, host)) ??
      (await this.#sql.get(`${ON_PARENT} AND customer_host = ? LIMIT 1`, parentId, host));
    return row !== undefined;
  }

  async nextNumber(): Promise<number> {
    const row = await this.#sql.get('SELECT max(seq) AS last FROM bgp_peer');
    return row ? (optionalInteger(row, 'last') ?? 0) + 1 : 1;
  }

  async add(peer: BgpPeer): Promise<void> {
    await this.#sql.run(
      `INSERT INTO bgp_peer (id, virtual_interface_id, parent_id, asn, short_asn, family, amazon_host, customer_host,
       prefix_length, auth_key, in_test, state, wait, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      peer.id,
      peer.virtualInterfaceId,
      peer.parentId,
      peer.asn,
      peer.shortAsn,
      peer.family,
      peer.amazonHost,
      peer.customerHost,
      peer.prefixLength,
      this.#atRest.seal(peer.authKey, sealContext(peer.id)),
      peer.inTest ? 1 : 0,
      peer.state,
      orNull(peer.wait),
      orNull(peer.dueAt),
    );
  }

  async save(peer: BgpPeer): Promise<void> {
    await this.#sql.run(
      'UPDATE bgp_peer SET in_test = ?, state = ?, wait = ?, due_at = ? WHERE id = ?',
      peer.inTest ? 1 : 0,
      peer.state,
      orNull(peer.wait),
      orNull(peer.dueAt),
      peer.id,
    );
  }

  async moveAll(virtualInterfaceId: string, parentId: string): Promise<void> {
    await this.#sql.run(
      'UPDATE bgp_peer SET parent_id = ? WHERE virtual_interface_id = ?',
      parentId,
      virtualInterfaceId,
    );
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM bgp_peer WHERE id = ?', id);
  }

  async removeOf(virtualInterfaceId: string): Promise<void> {
    await this.#sql.run('DELETE FROM bgp_peer WHERE virtual_interface_id = ?', virtualInterfaceId);
  }

  async due(now: Instant): Promise<readonly BgpPeer[]> {
    const rows = await this.#sql.all('SELECT * FROM bgp_peer WHERE due_at <= ? ORDER BY due_at, seq', now);
    return rows.map((row) => this.#peerOf(row));
  }

  async held(): Promise<readonly BgpPeer[]> {
    const rows = await this.#sql.all('SELECT * FROM bgp_peer WHERE wait IS NOT NULL AND due_at IS NULL ORDER BY seq');
    return rows.map((row) => this.#peerOf(row));
  }

  #peerOf(row: Row): BgpPeer {
    const id = text(row, 'id');
    return {
      id,
      virtualInterfaceId: text(row, 'virtual_interface_id'),
      parentId: text(row, 'parent_id'),
      asn: integer(row, 'asn'),
      shortAsn: integer(row, 'short_asn'),
      family: word(row, 'family'),
      amazonHost: text(row, 'amazon_host'),
      customerHost: text(row, 'customer_host'),
      prefixLength: integer(row, 'prefix_length'),
      authKey: this.#atRest.open('authKey', octets(row, 'auth_key'), sealContext(id)),
      inTest: flag(row, 'in_test'),
      state: word(row, 'state'),
      wait: row['wait'] === null ? undefined : word(row, 'wait'),
      dueAt: optionalInteger(row, 'due_at'),
    };
  }
}

const sealContext = (id: string): string => `bgp_peer ${id}`;
