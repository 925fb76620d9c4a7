import type { Instant, Secret } from '../../secretsmanager/model/secret.ts';
import type { Page, PageRequest, Place, SecretStore, SortOrder } from '../../secretsmanager/ports.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, optionalInteger, optionalText, orNull, text } from '../row.ts';
import type { Row, Sql, SqlValue } from '../sql.ts';

const COLUMNS = [
  'account', 'region', 'name', 'description', 'kms_key_id', 'owning_service', 'resource_policy', 'created_at', 'changed_at',
  'accessed_on', 'purge_at',
] as const; // prettier-ignore
const INSERT = `INSERT INTO secret (${COLUMNS.join(', ')}, arn) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`;
const UPDATE = `UPDATE secret SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE arn = ?`;
const LIST: Readonly<Record<SortOrder, string>> = {
  asc: 'SELECT * FROM secret WHERE account = ? AND region = ? AND seq > ? ORDER BY seq LIMIT ?',
  desc: 'SELECT * FROM secret WHERE account = ? AND region = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
};
const START: Readonly<Record<SortOrder, number>> = { asc: 0, desc: Number.MAX_SAFE_INTEGER };

/** The number under which the rows of a secret are filed, by its ARN. */
export const NUMBER_OF = '(SELECT seq FROM secret WHERE arn = ?)';

export class SecretTable implements SecretStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async find(arn: string): Promise<Secret | undefined> {
    const row = await this.#sql.get('SELECT * FROM secret WHERE arn = ?', arn);
    return row && secretOf(row);
  }

  async findByName(place: Place, name: string): Promise<Secret | undefined> {
    const row = await this.#sql.get(
      'SELECT * FROM secret WHERE account = ? AND region = ? AND name = ?',
      place.account,
      place.region,
      name,
    );
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

  async add(secret: Omit<Secret, 'creationNumber'>): Promise<Secret> {
    return { ...secret, creationNumber: await this.#sql.insert(INSERT, ...valuesOf(secret), secret.arn) };
  }

  async save(secret: Secret): Promise<void> {
    await this.#sql.run(UPDATE, ...valuesOf(secret), secret.arn);
  }

  async remove(arn: string): Promise<void> {
    await this.#sql.run(`DELETE FROM secret_version WHERE secret = ${NUMBER_OF}`, arn);
    await this.#sql.run(`DELETE FROM secret_tag WHERE secret = ${NUMBER_OF}`, arn);
    await this.#sql.run('DELETE FROM secret WHERE arn = ?', arn);
  }

  async due(now: Instant): Promise<readonly Secret[]> {
    return (await this.#sql.all('SELECT * FROM secret WHERE purge_at <= ? ORDER BY purge_at, seq', now)).map(secretOf);
  }
}

function valuesOf(secret: Omit<Secret, 'creationNumber'>): readonly SqlValue[] {
  return [
    secret.account,
    secret.region,
    secret.name,
    orNull(secret.description),
    orNull(secret.kmsKeyId),
    orNull(secret.owningService),
    orNull(secret.resourcePolicy),
    secret.createdAt,
    secret.changedAt,
    orNull(secret.accessedOn),
    orNull(secret.purgeAt),
  ];
}

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
