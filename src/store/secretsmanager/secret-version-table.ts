import type { AtRest } from '../../crypto/at-rest.ts';
import type { FiledSecret, Instant, Secret } from '../../secretsmanager/model/secret.ts';
import type { SecretValue } from '../../secretsmanager/model/secret-value.ts';
import type { NewVersion, SecretVersion } from '../../secretsmanager/model/secret-version.ts';
import type { Page, PageRequest, VersionStore } from '../../secretsmanager/ports.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, octets, optionalInteger, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

// Without the sealed value: only `valueOf` asks for that.
const COLUMNS = 'seq, version_id, stages, created_at, accessed_on';

// Versions with labels and versions without have indexes of their own, which are used only if these conditions stand in a
// statement. A new secret's version is then in one of them. The labelled ones are few; only the others need their ids in one.
export const LABELLED = "stages <> '[]'";
export const DEPRECATED = "stages = '[]'";

const select = (columns: string, condition: string): string =>
  `SELECT ${columns} FROM secret_version WHERE secret = ? AND ${condition}`;
const FIND = `${select(COLUMNS, `${LABELLED} AND version_id = ?`)} UNION ALL ${select(COLUMNS, `${DEPRECATED} AND version_id = ?`)}`;
const STAGED = `${select(COLUMNS, LABELLED)} ORDER BY seq`;
const STAGED_OF_ALL = (secrets: string): string =>
  `SELECT secret, ${COLUMNS} FROM secret_version WHERE secret IN (${secrets}) AND ${LABELLED} ORDER BY seq`;
const LIST_STAGED = `${select(COLUMNS, `${LABELLED} AND seq > ?`)} ORDER BY seq LIMIT ?`;
const LIST_ALL = `${select(COLUMNS, `${LABELLED} AND seq > ?`)} UNION ALL ${select(COLUMNS, `${DEPRECATED} AND seq > ?`)} ORDER BY seq LIMIT ?`;
const INSERT = `INSERT INTO secret_version (secret, version_id, stages, created_at, accessed_on, form, value)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const UPDATE = 'UPDATE secret_version SET stages = ?, accessed_on = ? WHERE seq = ?';
const VALUE = 'SELECT form, value FROM secret_version WHERE seq = ?';
const PRUNE = `DELETE FROM secret_version WHERE secret = ? AND ${DEPRECATED} AND created_at < ? AND seq <= (
  ${select('seq', LABELLED)} UNION ALL ${select('seq', DEPRECATED)} ORDER BY seq DESC LIMIT 1 OFFSET ?)`;

/** Versions of secrets, each with its sealed value. */
export class SecretVersionTable implements VersionStore {
  readonly #sql: Sql;
  readonly #atRest: AtRest;

  constructor(sql: Sql, atRest: AtRest) {
    this.#sql = sql;
    this.#atRest = atRest;
  }

  async find(secret: Secret, versionId: string): Promise<SecretVersion | undefined> {
    const row = await this.#sql.get(FIND, secret.creationNumber, versionId, secret.creationNumber, versionId);
    return row && versionOf(row, secret.arn);
  }

  async staged(secret: Secret): Promise<readonly SecretVersion[]> {
    const rows = await this.#sql.all(STAGED, secret.creationNumber);
    return rows.map((row) => versionOf(row, secret.arn));
  }

  async stagedOfAll(secrets: readonly Secret[]): Promise<readonly SecretVersion[]> {
    const arns = new Map(secrets.map(({ creationNumber, arn }) => [creationNumber, arn]));
    const rows = await allIn(this.#sql, [...arns.keys()], STAGED_OF_ALL);
    return rows.map((row) => versionOf(row, arns.get(integer(row, 'secret')) ?? ''));
  }

  async list(secret: Secret, includeDeprecated: boolean, page: PageRequest): Promise<Page<SecretVersion>> {
    const from = [secret.creationNumber, page.after ?? 0];
    const rows = includeDeprecated
      ? await this.#sql.all(LIST_ALL, ...from, ...from, rowsWanted(page))
      : await this.#sql.all(LIST_STAGED, ...from, rowsWanted(page));
    return pageOf(rows, page, (row) => versionOf(row, secret.arn));
  }

  async add(secret: FiledSecret, version: NewVersion, value: SecretValue): Promise<void> {
    await this.#sql.run(
      INSERT,
      secret.creationNumber,
      version.versionId,
      JSON.stringify(version.stages),
      version.createdAt,
      orNull(version.accessedOn),
      value.form,
      this.#atRest.seal(value.octets, sealContext(version, value.form)),
    );
  }

  async save(version: SecretVersion): Promise<void> {
    await this.#sql.run(UPDATE, JSON.stringify(version.stages), orNull(version.accessedOn), version.creationNumber);
  }

  async valueOf(version: SecretVersion): Promise<SecretValue> {
    const row = await this.#sql.get(VALUE, version.creationNumber);
    if (!row) throw new Error(`version ${version.versionId} of ${version.secretArn} is not stored`);
    const form = word<SecretValue['form']>(row, 'form');
    return { form, octets: this.#atRest.open('secret value', octets(row, 'value'), sealContext(version, form)) };
  }

  async prune({ creationNumber }: Secret, keep: number, before: Instant): Promise<void> {
    await this.#sql.run(PRUNE, creationNumber, before, creationNumber, creationNumber, keep);
  }
}

/** The ARN says account, Region and secret: a sealed value opens for no other, nor for another version or form. */
const sealContext = (version: Pick<SecretVersion, 'secretArn' | 'versionId'>, form: SecretValue['form']): string =>
  `secret_version ${version.secretArn} ${version.versionId} ${form}`;

function versionOf(row: Row, secretArn: string): SecretVersion {
  return {
    creationNumber: integer(row, 'seq'),
    secretArn,
    versionId: text(row, 'version_id'),
    stages: JSON.parse(text(row, 'stages')) as readonly string[],
    createdAt: integer(row, 'created_at'),
    accessedOn: optionalInteger(row, 'accessed_on'),
  };
}
