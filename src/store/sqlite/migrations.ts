import { nameHash } from '../secretsmanager/name-hash.ts';
import type { SqliteDatabase } from './database.ts';

/** Forward only: a migration that has been released is never changed; the next one is appended. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

  CREATE TABLE connection (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('dedicated', 'interconnect', 'hosted')),
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    location TEXT NOT NULL,
    bandwidth TEXT NOT NULL,
    device TEXT NOT NULL,
    provider_name TEXT,
    state TEXT NOT NULL CHECK (state IN ('ordering', 'requested', 'pending', 'available', 'down')),
    wait TEXT CHECK (wait IN ('requested', 'pending', 'changing')),
    due_at INTEGER,
    mac_sec_capable INTEGER NOT NULL,
    encryption_mode TEXT NOT NULL CHECK (encryption_mode IN ('no_encrypt', 'should_encrypt', 'must_encrypt')),
    loa_issued_at INTEGER,
    lag_id TEXT,
    parent_id TEXT,
    partner_account TEXT,
    partner_name TEXT,
    vlan INTEGER,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX connection_place ON connection (account, region, kind, seq);
  CREATE INDEX connection_location ON connection (account, region, location);
  CREATE INDEX connection_lag ON connection (lag_id, seq) WHERE lag_id IS NOT NULL;
  CREATE UNIQUE INDEX connection_parent_vlan ON connection (parent_id, vlan) WHERE parent_id IS NOT NULL;
  CREATE INDEX connection_parent ON connection (parent_id, seq) WHERE parent_id IS NOT NULL;
  CREATE INDEX connection_due ON connection (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX connection_held ON connection (seq) WHERE wait IS NOT NULL AND due_at IS NULL;

  CREATE TABLE former_hosted_connection (id TEXT PRIMARY KEY) WITHOUT ROWID;

  CREATE TABLE lag (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    location TEXT NOT NULL,
    bandwidth TEXT NOT NULL,
    device TEXT NOT NULL,
    provider_name TEXT,
    minimum_links INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'pending', 'available', 'down')),
    wait TEXT CHECK (wait IN ('requested', 'pending', 'changing')),
    due_at INTEGER,
    mac_sec_capable INTEGER NOT NULL,
    encryption_mode TEXT NOT NULL CHECK (encryption_mode IN ('no_encrypt', 'should_encrypt', 'must_encrypt')),
    allows_hosted_connections INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX lag_place ON lag (account, region, seq);
  CREATE INDEX lag_due ON lag (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX lag_held ON lag (seq) WHERE wait IS NOT NULL AND due_at IS NULL;

  CREATE TABLE mac_sec_key (
    association_number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id TEXT NOT NULL,
    secret_arn TEXT NOT NULL,
    ckn TEXT NOT NULL,
    cak BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('associating', 'associated', 'disassociating')),
    due_at INTEGER,
    started_at INTEGER NOT NULL
  );
  -- Also finds the keys of an owner, three at most: sorting them costs less than an index in their order would.
  CREATE UNIQUE INDEX mac_sec_key_ckn ON mac_sec_key (owner_id, lower(ckn));
  CREATE INDEX mac_sec_key_secret ON mac_sec_key (secret_arn);
  CREATE INDEX mac_sec_key_due ON mac_sec_key (due_at) WHERE due_at IS NOT NULL;

  CREATE TABLE tag (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    resource_id TEXT NOT NULL,
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL
  );
  CREATE UNIQUE INDEX tag_resource ON tag (resource_id, account, key);
  `,
  `
  CREATE TABLE secret (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    kms_key_id TEXT,
    owning_service TEXT,
    resource_policy TEXT,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    accessed_on INTEGER,
    purge_at INTEGER
  );
  CREATE UNIQUE INDEX secret_name ON secret (account, region, name);
  CREATE INDEX secret_place ON secret (account, region, seq);
  CREATE INDEX secret_due ON secret (purge_at) WHERE purge_at IS NOT NULL;

  -- Rows of a secret are filed under its number, not its ARN: a new secret's then come last in every index, and
  -- pages at an end are shared by all that is written together, where random places would each cost a page.
  CREATE TABLE secret_version (
    seq INTEGER PRIMARY KEY,
    secret INTEGER NOT NULL,
    version_id TEXT NOT NULL,
    stages TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    accessed_on INTEGER,
    form TEXT NOT NULL CHECK (form IN ('string', 'binary')),
    value BLOB NOT NULL
  );
  CREATE UNIQUE INDEX secret_version_id ON secret_version (secret, version_id);
  CREATE INDEX secret_version_order ON secret_version (secret, seq);
  CREATE INDEX secret_version_staged ON secret_version (secret, seq) WHERE stages <> '[]';

  CREATE TABLE secret_tag (
    seq INTEGER PRIMARY KEY,
    secret INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL
  );
  CREATE UNIQUE INDEX secret_tag_key ON secret_tag (secret, key);
  `,
  `
  CREATE TABLE port (
    connection_id TEXT PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    router_address TEXT NOT NULL UNIQUE,
    router_follows INTEGER NOT NULL,
    plugged INTEGER NOT NULL,
    faults TEXT NOT NULL,
    wire TEXT,
    core TEXT
  );
  CREATE INDEX port_attached ON port (connection_id) WHERE wire IS NOT NULL;

  CREATE TABLE router_key (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id TEXT NOT NULL,
    ckn TEXT NOT NULL,
    cak BLOB NOT NULL
  );
  CREATE UNIQUE INDEX router_key_ckn ON router_key (connection_id, ckn);
  `,
  `
  CREATE TABLE gateway (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    amazon_side_asn INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX gateway_account ON gateway (account, seq);
  `,
  `
  CREATE TABLE ec2_gateway (id TEXT PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE virtual_interface (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('private', 'public', 'transit')),
    account TEXT NOT NULL,
    host_account TEXT,
    region TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    location TEXT NOT NULL,
    device TEXT NOT NULL,
    name TEXT NOT NULL,
    vlan INTEGER NOT NULL,
    mtu INTEGER NOT NULL,
    virtual_gateway_id TEXT,
    gateway_id TEXT,
    amazon_side_asn INTEGER NOT NULL,
    site_link INTEGER NOT NULL,
    rate_limit TEXT,
    route_filter_prefixes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
      state IN ('confirming', 'verifying', 'pending', 'available', 'testing', 'deleting', 'deleted', 'rejected')
    ),
    wait TEXT CHECK (wait IN ('verifying', 'pending', 'changing', 'deleting', 'deleted')),
    due_at INTEGER,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX virtual_interface_place ON virtual_interface (account, region, seq);
  CREATE INDEX virtual_interface_host ON virtual_interface (host_account, region, seq) WHERE host_account IS NOT NULL;
  CREATE INDEX virtual_interface_parent ON virtual_interface (parent_id, seq);
  CREATE UNIQUE INDEX virtual_interface_vlan ON virtual_interface (parent_id, vlan)
    WHERE state NOT IN ('deleted', 'rejected');
  CREATE INDEX virtual_interface_rate_limit ON virtual_interface (parent_id, rate_limit)
    WHERE rate_limit IS NOT NULL AND state NOT IN ('deleted', 'rejected');
  CREATE INDEX virtual_interface_gateway ON virtual_interface (gateway_id, seq)
    WHERE gateway_id IS NOT NULL AND state NOT IN ('deleted', 'rejected');
  CREATE INDEX virtual_interface_due ON virtual_interface (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX virtual_interface_held ON virtual_interface (seq) WHERE wait IS NOT NULL AND due_at IS NULL;

  CREATE TABLE bgp_peer (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    virtual_interface_id TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    asn INTEGER NOT NULL,
    short_asn INTEGER NOT NULL,
    family TEXT NOT NULL CHECK (family IN ('ipv4', 'ipv6')),
    amazon_host TEXT NOT NULL,
    customer_host TEXT NOT NULL,
    prefix_length INTEGER NOT NULL,
    auth_key BLOB NOT NULL,
    in_test INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('verifying', 'pending', 'available', 'deleting')),
    wait TEXT CHECK (wait IN ('verifying', 'pending', 'deleting')),
    due_at INTEGER
  );
  CREATE INDEX bgp_peer_virtual_interface ON bgp_peer (virtual_interface_id, seq);
  CREATE INDEX bgp_peer_amazon_host ON bgp_peer (parent_id, amazon_host) WHERE state <> 'deleting';
  CREATE INDEX bgp_peer_customer_host ON bgp_peer (parent_id, customer_host) WHERE state <> 'deleting';
  CREATE INDEX bgp_peer_due ON bgp_peer (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX bgp_peer_held ON bgp_peer (seq) WHERE wait IS NOT NULL AND due_at IS NULL;

  CREATE TABLE failover_test (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    virtual_interface_id TEXT NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    peer_ids TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('In progress', 'Completed', 'Cancelled')),
    minutes INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    due_at INTEGER NOT NULL
  );
  CREATE INDEX failover_test_place ON failover_test (account, region, seq);
  CREATE INDEX failover_test_virtual_interface ON failover_test (virtual_interface_id, account, region, seq);
  CREATE UNIQUE INDEX failover_test_running ON failover_test (virtual_interface_id) WHERE status = 'In progress';
  CREATE INDEX failover_test_due ON failover_test (due_at);
  `,
  `
  CREATE TABLE signed_agreement (
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    PRIMARY KEY (account, name)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE taken_interface (name TEXT PRIMARY KEY, undo TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  CREATE INDEX ec2_gateway_place ON ec2_gateway (account, region, id);

  CREATE TABLE gateway_association (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    gateway_id TEXT NOT NULL,
    gateway_account TEXT NOT NULL,
    associated_id TEXT NOT NULL,
    associated_type TEXT NOT NULL CHECK (associated_type IN ('virtualPrivateGateway', 'transitGateway')),
    associated_account TEXT NOT NULL,
    associated_region TEXT NOT NULL,
    allowed_prefixes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('associating', 'associated', 'updating', 'disassociating')),
    due_at INTEGER,
    created_at INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX gateway_association_pair ON gateway_association (gateway_id, associated_id);
  CREATE INDEX gateway_association_gateway ON gateway_association (gateway_id, seq);
  CREATE INDEX gateway_association_associated ON gateway_association (associated_id, seq);
  CREATE INDEX gateway_association_gateway_account ON gateway_association (gateway_account, seq);
  CREATE INDEX gateway_association_associated_account ON gateway_association (associated_account, seq)
    WHERE associated_account <> gateway_account;
  CREATE INDEX gateway_association_due ON gateway_association (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX gateway_association_held ON gateway_association (seq) WHERE state = 'associating' AND due_at IS NULL;

  CREATE TABLE gateway_proposal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    gateway_id TEXT NOT NULL,
    gateway_account TEXT NOT NULL,
    associated_id TEXT NOT NULL,
    associated_type TEXT NOT NULL CHECK (associated_type IN ('virtualPrivateGateway', 'transitGateway')),
    associated_account TEXT NOT NULL,
    associated_region TEXT NOT NULL,
    requested_prefixes TEXT NOT NULL,
    association_id TEXT,
    due_at INTEGER,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX gateway_proposal_gateway ON gateway_proposal (gateway_id, seq);
  CREATE INDEX gateway_proposal_pair ON gateway_proposal (gateway_id, associated_id, seq);
  CREATE INDEX gateway_proposal_associated ON gateway_proposal (associated_id, seq);
  CREATE INDEX gateway_proposal_gateway_account ON gateway_proposal (gateway_account, seq);
  CREATE INDEX gateway_proposal_associated_account ON gateway_proposal (associated_account, seq)
    WHERE associated_account <> gateway_account;
  CREATE INDEX gateway_proposal_association ON gateway_proposal (association_id) WHERE association_id IS NOT NULL;
  CREATE INDEX gateway_proposal_due ON gateway_proposal (due_at) WHERE due_at IS NOT NULL;
  `,
  `
  -- Follows from the secret's owning_service.
  DELETE FROM secret_tag WHERE key = 'aws:secretsmanager:owningService';
  `,
  `
  -- JSON: what differs from the defaults may be left out.
  ALTER TABLE port ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
  `,
  `
  -- A version is in the index of those that have labels, or in that of those that have none.
  DROP INDEX secret_version_id;
  DROP INDEX secret_version_order;
  CREATE INDEX secret_version_deprecated ON secret_version (secret, seq) WHERE stages = '[]';
  CREATE UNIQUE INDEX secret_version_deprecated_id ON secret_version (secret, version_id) WHERE stages = '[]';
  `,
  `
  ALTER TABLE secret ADD COLUMN name_hash INTEGER NOT NULL DEFAULT 0;
  UPDATE secret SET name_hash = name_hash(account, region, name);
  DROP INDEX secret_name;
  CREATE INDEX secret_name_hash ON secret (name_hash);
  `,
];

/**
 * Brings a database to the newest schema, or to an older one.
 * @throws Error if it was written by a newer version.
 */
export function migrate(database: SqliteDatabase, to = MIGRATIONS.length): void {
  const version = Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0);
  if (version > MIGRATIONS.length) {
    throw new Error(
      `it was written by a newer version of Ferrule (schema ${version}; this one knows ${MIGRATIONS.length})`,
    );
  }
  if (version >= to) return;
  const missing = MIGRATIONS.slice(version, to).join('\n');
  database.define('name_hash', (account, region, name) => nameHash(String(account), String(region), String(name)));
  database.script('BEGIN IMMEDIATE');
  try {
    database.script(`${missing} PRAGMA user_version = ${to}; COMMIT;`);
  } catch (fault) {
    database.script('ROLLBACK');
    throw fault;
  }
}

/**
 * Empties every table but `meta`, which belongs to the database rather than to what is in it, and `taken_interface`,
 * which is about this machine.
 */
export function eraseAll(database: SqliteDatabase): void {
  const tables = database.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('meta', 'sqlite_sequence', 'taken_interface') AND name NOT LIKE 'sqlite_%'",
  );
  for (const table of tables) database.run(`DELETE FROM "${String(table['name'])}"`);
  database.forget();
}
