import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AtRest } from '../crypto/at-rest.ts';
import { Confidential } from '../crypto/confidential.ts';
import { MasterKeySeal } from '../crypto/node/at-rest.ts';
import type { Store } from '../directconnect/stores.ts';
import { makeDirectory } from '../files/make-directory.ts';
import type { PortStore } from '../fleet/port-record.ts';
import type { Store as SecretsStore } from '../secretsmanager/ports.ts';
import { AgreementTable } from '../store/directconnect/agreement-table.ts';
import { AssociationTable } from '../store/directconnect/association-table.ts';
import { BgpPeerTable } from '../store/directconnect/bgp-peer-table.ts';
import { ConnectionTable } from '../store/directconnect/connection-table.ts';
import { Ec2GatewayTable } from '../store/directconnect/ec2-gateway-table.ts';
import { FailoverTestTable } from '../store/directconnect/failover-test-table.ts';
import { GatewayTable } from '../store/directconnect/gateway-table.ts';
import { LagTable } from '../store/directconnect/lag-table.ts';
import { MacSecKeyTable } from '../store/directconnect/mac-sec-key-table.ts';
import { ProposalTable } from '../store/directconnect/proposal-table.ts';
import { TagTable } from '../store/directconnect/tag-table.ts';
import { PortTable } from '../store/port/port-table.ts';
import { VirtualInterfaceTable } from '../store/directconnect/virtual-interface-table.ts';
import { secretsManagerTables } from '../store/secretsmanager/tables.ts';
import { SqliteDatabase } from '../store/sqlite/database.ts';
import { lockDirectory } from '../store/sqlite/directory-lock.ts';
import { dueWatch } from '../store/sqlite/due-watch.ts';
import { eraseAll, migrate } from '../store/sqlite/migrations.ts';
import { SqliteUnitOfWork } from '../store/sqlite/unit-of-work.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import type { Written } from '../store/written.ts';
import { masterKeyIn, masterKeyOf, temporaryMasterKey } from './master-key.ts';
import { messageOf } from './message-of.ts';

/** What a unit of work sees of the store. */
export interface Tables {
  readonly directconnect: Store;
  readonly secretsmanager: SecretsStore;
  readonly ports: PortStore;
  /** Whether anything is due in any of them. */
  readonly isDue: (now: number) => MaybePromise<boolean>;
}

type MaybePromise<T> = T | Promise<T>;

export interface OpenStore {
  readonly work: UnitOfWork<Tables>;
  /** Random, and the same for this store at all times. */
  readonly identity: string;
  /** Empties every table. */
  readonly erase: () => Promise<void>;
  /** How many there are of what, for people. */
  readonly count: () => Promise<Readonly<Record<string, number>>>;
  /** Finishes what is under way, and gives the directory back. */
  readonly close: () => Promise<void>;
}

export const DATABASE_FILE = 'ferrule.db';

/**
 * Opens the store in a directory, or in memory.
 *
 * @param written told of what the API writes
 * @throws Error that names the directory: it cannot be written, another Ferrule runs on it, it was written under another
 *   master key, or by a newer version
 */
export function openStore(
  directory: string | undefined,
  masterKey: string | undefined,
  written: Written = () => {},
): OpenStore {
  const given = masterKey === undefined ? undefined : masterKeyOf(masterKey, 'FERRULE_MASTER_KEY');
  if (directory === undefined) return openDatabase(':memory:', given ?? temporaryMasterKey(), written, () => {});
  try {
    makeDirectory(directory);
    const unlock = lockDirectory(directory);
    try {
      const path = join(directory, DATABASE_FILE);
      return openDatabase(path, given ?? masterKeyIn(directory, !existsSync(path)), written, unlock);
    } catch (fault) {
      unlock();
      throw fault;
    }
  } catch (fault) {
    throw new Error(`the data directory ${directory} cannot be used: ${messageOf(fault)}`, { cause: fault });
  }
}

/** @param closed called once the database has been closed */
function openDatabase(
  path: string,
  masterKey: Confidential<'master key'>,
  written: Written,
  closed: () => void,
): OpenStore {
  const atRest = new MasterKeySeal(masterKey);
  const database = new SqliteDatabase(path);
  let identity: string;
  try {
    migrate(database);
    assertMasterKey(database, atRest);
    identity = identityOf(database);
  } catch (fault) {
    database.close();
    throw fault;
  }
  const work = new SqliteUnitOfWork(database, tablesOver(database, atRest, written));
  return {
    work,
    identity,
    erase: () => work.run(() => eraseAll(database)),
    count: () => work.run(() => counts(database)),
    close: async () => {
      await work.close();
      closed();
    },
  };
}

/** The tables of a database, migrated and its own. */
export const tablesOver = (database: SqliteDatabase, atRest: AtRest, written: Written): Tables => ({
  directconnect: {
    connections: new ConnectionTable(database, written),
    lags: new LagTable(database, written),
    macSecKeys: new MacSecKeyTable(database, atRest, written),
    tags: new TagTable(database),
    agreements: new AgreementTable(database),
    gateways: new GatewayTable(database),
    ec2Gateways: new Ec2GatewayTable(database),
    associations: new AssociationTable(database),
    proposals: new ProposalTable(database),
    virtualInterfaces: new VirtualInterfaceTable(database),
    bgpPeers: new BgpPeerTable(database, atRest),
    failoverTests: new FailoverTestTable(database),
  },
  secretsmanager: secretsManagerTables(database, atRest),
  ports: new PortTable(database, atRest),
  isDue: dueWatch(database),
});

const COUNTED = {
  connections: 'connection',
  lags: 'lag',
  macSecKeys: 'mac_sec_key',
  virtualInterfaces: 'virtual_interface',
  gateways: 'gateway',
  gatewayAssociations: 'gateway_association',
  secrets: 'secret',
};

const counts = (database: SqliteDatabase): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(COUNTED).map(([name, table]) => [
      name,
      Number(database.get(`SELECT count(*) AS count FROM ${table}`)?.['count'] ?? 0),
    ]),
  );

/** Made on the first start. */
function identityOf(database: SqliteDatabase): string {
  const kept = database.get("SELECT value FROM meta WHERE name = 'identity'")?.['value'];
  if (typeof kept === 'string') return kept;
  const made = randomUUID();
  database.run("INSERT INTO meta (name, value) VALUES ('identity', ?)", made);
  return made;
}

/** The first start seals a known word; a later one that cannot open it holds another key, and must not go on. */
function assertMasterKey(database: SqliteDatabase, atRest: AtRest): void {
  const context = 'meta master-key-check';
  const kept = database.get("SELECT value FROM meta WHERE name = 'master-key-check'")?.['value'];
  if (!(kept instanceof Uint8Array)) {
    const word = new Confidential('secret value', new TextEncoder().encode('ferrule'));
    database.run("INSERT INTO meta (name, value) VALUES ('master-key-check', ?)", atRest.seal(word, context));
    return;
  }
  try {
    atRest.open('secret value', kept, context);
  } catch {
    throw new Error('it was written under another master key: its secrets cannot be opened with this one');
  }
}
