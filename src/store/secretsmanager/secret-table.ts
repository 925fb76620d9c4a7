import type { Instant, NewSecret, Secret } from '../../secretsmanager/model/secret.ts';
import type { Page, PageRequest, Place, SecretStore, SortOrder } from '../../secretsmanager/ports.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, optionalInteger, optionalText, orNull, text } from '../row.ts';
import type { Row, Sql, SqlValue } from '../sql.ts';
import { nameHash } from './name-hash.ts';
import { DEPRECATED, LABELLED } from './secret-version-table.ts';

// What never changes, and what may.
const FIXED = ['name_hash', 'arn', 'account', 'region', 'name', 'owning_service', 'created_at'];
const CHANGING = ['description', 'kms_key_id', 'resource_policy', 'changed_at', 'accessed_on', 'purge_at'];
const COLUMNS = [...FIXED, ...CHANGING];
const INSERT = `INSERT INTO secret (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;
const UPDATE = `UPDATE secret SET ${CHANGING.map((column) => `${column} = ?`).join(', ')} WHERE seq = ?`;
// Names are random where a CKN is part of them, so each new one has its own page in an index. Their hashes make that index
// a tenth as large: its pages are split, and written back, far less often. It cannot keep names unique: whoever adds a
// secret has looked in the same unit of work. SQLite would prefer the index of places, so it is told.
const BY_NAME =
  'SELECT * FROM secret INDEXED BY secret_name_hash WHERE name_hash = ? AND account = ? AND region = ? AND name = ?';
// An ARN says the place and the name.
const BY_ARN = `${BY_NAME} AND arn = ?`;
const REMOVE = [
  `DELETE FROM secret_version WHERE secret = ? AND ${LABELLED}`,
  `DELETE FROM secret_version WHERE secret = ? AND ${DEPRECATED}`,
  'DELETE FROM secret_tag WHERE secret = ?',
  'DELETE FROM secret WHERE seq = ?',
];
const LIST: Readonly<Record<SortOrder, string>> = {
  asc: 'SELECT * FROM secret WHERE account = ? AND region = ? AND seq > ? ORDER BY seq LIMIT ?',
  desc: 'SELECT * FROM secret WHERE account = ? AND region = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
};
const START: Readonly<Record<SortOrder, number>> = { asc: 0, desc: Number.MAX_SAFE_INTEGER };

export class SecretTable implements SecretStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(arn: string): Promise<Secret | undefined> {
    const row = await this.#sql.get(BY_ARN, ...byArn(arn));
    return row && secretOf(row);
  }

  async findByName(place: Place, name: string): Promise<Secret | undefined> {
    const row = await this.#sql.get(BY_NAME, ...byName(place.account, place.region, name));
    return row && secretOf(row);
  }

  async list(place: Place, order: SortOrder, page: PageRequest): Promise<Page<Secret>> {
    const after = page.after ?? START[order];
    return pageOf(
      await this.#sql.all(LIST[order], place.account, place.region, after, rowsWanted(page)),
      page,
      secretOf,
    );
  }

  async add(secret: NewSecret): Promise<number> {
    return this.#sql.insert(INSERT, ...fixedOf(secret), ...changingOf(secret));
  }

  async save(secret: Secret): Promise<void> {
    await this.#sql.run(UPDATE, ...changingOf(secret), secret.creationNumber);
  }

  async remove({ creationNumber }: Secret): Promise<void> {
    for (const text of REMOVE) await this.#sql.run(text, creationNumber);
  }

  async due(now: Instant): Promise<readonly Secret[]> {
    return (await this.#sql.all('SELECT * FROM secret WHERE purge_at <= ? ORDER BY purge_at, seq', now)).map(secretOf);
  }
}

/** The six random letters that end an ARN, and the hyphen before them. */
const SUFFIX = 7;

/** The values of `BY_NAME`. */
const byName = (account: string, region: string, name: string): readonly SqlValue[] => [
  nameHash(account, region, name),
  account,
  region,
  name,
];

/** `arn:partition:secretsmanager:region:account:secret:name-letters`, as the values of `BY_ARN`. */
function byArn(arn: string): readonly SqlValue[] {
  const [, , , region = '', account = '', , name = ''] = arn.split(':');
  return [...byName(account, region, name.slice(0, -SUFFIX)), arn];
}

const fixedOf = (secret: NewSecret): readonly SqlValue[] => [
  nameHash(secret.account, secret.region, secret.name),
  secret.arn,
  secret.account,
  secret.region,
  secret.name,
  orNull(secret.owningService),
  secret.createdAt,
];

const changingOf = (secret: NewSecret): readonly SqlValue[] => [
  orNull(secret.description),
  orNull(secret.kmsKeyId),
  orNull(secret.resourcePolicy),
  secret.changedAt,
  orNull(secret.accessedOn),
  orNull(secret.purgeAt),
];

function secretOf(row: Row): Secret {
  return {
    creationNumber: integer(row, 'seq'),
    arn: text(row, 'arn'),
    account: text(row, 'account'),
    region: text(row, 'region'),
    name: text(row, 'name'),
    description: optionalText(row, 'description'),
    kmsKeyId: optionalText(row, 'kms_key_id'),
    owningService: optionalText(row, 'owning_service'),
    resourcePolicy: optionalText(row, 'resource_policy'),
    createdAt: integer(row, 'created_at'),
    changedAt: integer(row, 'changed_at'),
    accessedOn: optionalInteger(row, 'accessed_on'),
    purgeAt: optionalInteger(row, 'purge_at'),
  };
}
