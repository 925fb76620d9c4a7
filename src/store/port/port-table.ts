import type { AtRest } from '../../crypto/at-rest.ts';
import type { PortRecord, PortStore, RouterKey } from '../../fleet/port-record.ts';
import { DEFAULT_SETTINGS } from '../../fleet/port-settings.ts';
import type { PortSettings } from '../../fleet/port-settings.ts';
import { NO_FAULTS } from '../../router/faults.ts';
import type { RouterFaults } from '../../router/faults.ts';
import { flag, integer, octets, optionalText, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

type Undo = Parameters<PortStore['putUndo']>[0];

/** Ports by connection, and the keys of built-in routers, their CAKs sealed. */
export class PortTable implements PortStore {
  readonly #sql: Sql;
  readonly #atRest: AtRest;

  constructor(sql: Sql, atRest: AtRest) {
    this.#sql = sql;
    this.#atRest = atRest;
  }

  async find(connectionId: string): Promise<PortRecord | undefined> {
    const row = await this.#sql.get('SELECT * FROM port WHERE connection_id = ?', connectionId);
    return row && recordOf(row);
  }

  async findAll(connectionIds: readonly string[]): Promise<readonly PortRecord[]> {
    return (await allIn(this.#sql, connectionIds, (ids) => `SELECT * FROM port WHERE connection_id IN (${ids})`)).map(
      recordOf,
    );
  }

  async attached(): Promise<readonly PortRecord[]> {
    return (await this.#sql.all('SELECT * FROM port WHERE wire IS NOT NULL ORDER BY connection_id')).map(recordOf);
  }

  async put(record: PortRecord): Promise<void> {
    await this.#sql.run(
      `INSERT INTO port (connection_id, address, router_address, router_follows, plugged, faults, wire, core, settings)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (connection_id) DO UPDATE SET router_follows = excluded.router_follows, plugged = excluded.plugged,
         faults = excluded.faults, wire = excluded.wire, core = excluded.core, settings = excluded.settings`,
      record.connectionId,
      record.address,
      record.routerAddress,
      record.routerFollows ? 1 : 0,
      record.plugged ? 1 : 0,
      JSON.stringify(record.faults),
      orNull(record.attachment?.wire),
      orNull(record.attachment?.core),
      JSON.stringify(record.settings),
    );
  }

  async remove(connectionId: string): Promise<void> {
    await this.#sql.run('DELETE FROM router_key WHERE connection_id = ?', connectionId);
    await this.#sql.run('DELETE FROM port WHERE connection_id = ?', connectionId);
  }

  async routerKeys(connectionId: string): Promise<readonly RouterKey[]> {
    const rows = await this.#sql.all(
      'SELECT number, ckn, cak FROM router_key WHERE connection_id = ? ORDER BY number',
      connectionId,
    );
    return rows.map((row) => {
      const ckn = text(row, 'ckn');
      return {
        number: integer(row, 'number'),
        ckn,
        cak: this.#atRest.open('CAK', octets(row, 'cak'), sealContext(connectionId, ckn)),
      };
    });
  }

  async putRouterKey(connectionId: string, { ckn, cak }: Omit<RouterKey, 'number'>): Promise<void> {
    await this.#sql.run('DELETE FROM router_key WHERE connection_id = ? AND ckn = ?', connectionId, ckn);
    await this.#sql.run(
      'INSERT INTO router_key (connection_id, ckn, cak) VALUES (?, ?, ?)',
      connectionId,
      ckn,
      this.#atRest.seal(cak, sealContext(connectionId, ckn)),
    );
  }

  async removeRouterKey(connectionId: string, ckn: string): Promise<boolean> {
    return (await this.#sql.run('DELETE FROM router_key WHERE connection_id = ? AND ckn = ?', connectionId, ckn)) > 0;
  }

  async undos(): Promise<readonly Undo[]> {
    const rows = await this.#sql.all('SELECT undo FROM taken_interface ORDER BY name');
    return rows.map((row) => JSON.parse(text(row, 'undo')) as Undo);
  }

  async putUndo(undo: Undo): Promise<void> {
    await this.#sql.run(
      'INSERT INTO taken_interface (name, undo) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET undo = excluded.undo',
      undo.name,
      JSON.stringify(undo),
    );
  }

  async removeUndo(name: string): Promise<void> {
    await this.#sql.run('DELETE FROM taken_interface WHERE name = ?', name);
  }
}

const sealContext = (connectionId: string, ckn: string): string => `router_key ${connectionId} ${ckn}`;

function recordOf(row: Row): PortRecord {
  const wire = optionalText(row, 'wire');
  return {
    connectionId: text(row, 'connection_id'),
    address: word(row, 'address'),
    routerAddress: word(row, 'router_address'),
    routerFollows: flag(row, 'router_follows'),
    plugged: flag(row, 'plugged'),
    // One that was stored before there was such a fault has it not.
    faults: { ...NO_FAULTS, ...(JSON.parse(text(row, 'faults')) as Partial<RouterFaults>) },
    settings: { ...DEFAULT_SETTINGS, ...(JSON.parse(text(row, 'settings')) as Partial<PortSettings>) },
    attachment: wire === undefined ? undefined : { wire, core: optionalText(row, 'core') },
  };
}
