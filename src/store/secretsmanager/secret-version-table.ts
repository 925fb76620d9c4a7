import type { AtRest } from '../../crypto/at-rest.ts';
import type { Instant } from '../../secretsmanager/model/secret.ts';
import type { SecretValue } from '../../secretsmanager/model/secret-value.ts';
import type { SecretVersion } from '../../secretsmanager/model/secret-version.ts';
import type { Page, PageRequest, VersionStore } from '../../secretsmanager/ports.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, octets, optionalInteger, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

// Without the sealed value: only `valueOf` asks for that.
const COLUMNS = 'seq, secret_arn, version_id, stages, created_at, accessed_on';
const NONE = '[]';
const SELECT = `SELECT ${COLUMNS} FROM secret_version`;
// The partial index of staged versions is used only if its condition stands in the statement.
const STAGED = `stages <> '${NONE}'`;
const LIST_ALL = `${SELECT} WHERE secret_arn = ? AND seq > ? ORDER BY seq LIMIT ?`;
const LIST_STAGED = `${SELECT} WHERE secret_arn = ? AND ${STAGED} AND seq > ? ORDER BY seq LIMIT ?`;

/** Versions of secrets, each with its sealed value. */
export class SecretVersionTable implements VersionStore {
  readonly #sql: Sql;
  readonly #atRest: AtRest;

  constructor(sql: Sql, atRest: AtRest) {
    this.#sql = sql;
    this.#atRest = atRest;
  }

  async find(secretArn: string, versionId: string): Promise<SecretVersion | undefined> {
    const row = await this.#sql.get(`${SELECT} WHERE secret_arn = ? AND version_id = ?`, secretArn, versionId);
    return row && versionOf(row);
  }

  async staged(secretArn: string): Promise<readonly SecretVersion[]> {
    return (await this.#sql.all(`${SELECT} WHERE secret_arn = ? AND ${STAGED} ORDER BY seq`, secretArn)).map(versionOf);
  }

  async stagedOfAll(secretArns: readonly string[]): Promise<readonly SecretVersion[]> {
    const rows = await allIn(
      this.#sql,
      secretArns,
      (arns) => `${SELECT} WHERE secret_arn IN (${arns}) AND ${STAGED} ORDER BY seq`,
    );
    return rows.map(versionOf);
  }

  async list(secretArn: string, includeDeprecated: boolean, page: PageRequest): Promise<Page<SecretVersion>> {
    const rows = await this.#sql.all(
      includeDeprecated ? LIST_ALL : LIST_STAGED,
      secretArn,
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, versionOf);
  }

  async add(version: SecretVersion, value: SecretValue): Promise<void> {
    await this.#sql.run(
      'INSERT INTO secret_version (secret_arn, version_id, stages, created_at, accessed_on, form, value) VALUES (?, ?, ?, ?, ?, ?, ?)',
      version.secretArn,
      version.versionId,
      JSON.stringify(version.stages),
      version.createdAt,
      orNull(version.accessedOn),
      value.form,
      this.#atRest.seal(value.octets, sealContext(version, value.form)),
    );
  }

  async save(version: SecretVersion): Promise<void> {
    await this.#sql.run(
      'UPDATE secret_version SET stages = ?, accessed_on = ? WHERE secret_arn = ? AND version_id = ?',
      JSON.stringify(version.stages),
      orNull(version.accessedOn),
      version.secretArn,
      version.versionId,
    );
  }

  async valueOf(version: SecretVersion): Promise<SecretValue> {
    const row = await this.#sql.get(
      'SELECT form, value FROM secret_version WHERE secret_arn = ? AND version_id = ?',
      version.secretArn,
      version.versionId,
    );
    if (!row) throw new Error(`version ${version.versionId} of ${version.secretArn} is not stored`);
    const form = word<SecretValue['form']>(row, 'form');
    return { form, octets: this.#atRest.open('secret value', octets(row, 'value'), sealContext(version, form)) };
  }

  async prune(secretArn: string, keep: number, before: Instant): Promise<void> {
    await this.#sql.run(
      `DELETE FROM secret_version WHERE secret_arn = ? AND stages = '${NONE}' AND created_at < ?
         AND seq <= (SELECT seq FROM secret_version WHERE secret_arn = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)`,
      secretArn,
      before,
      secretArn,
      keep,
    );
  }
}

/** The ARN says account, Region and secret: a sealed value opens for no other, nor for another version or form. */
const sealContext = (version: Pick<SecretVersion, 'secretArn' | 'versionId'>, form: SecretValue['form']): string =>
  `secret_version ${version.secretArn} ${version.versionId} ${form}`;

function versionOf(row: Row): SecretVersion {
  return {
    secretArn: text(row, 'secret_arn'),
    versionId: text(row, 'version_id'),
    stages: JSON.parse(text(row, 'stages')) as readonly string[],
    createdAt: integer(row, 'created_at'),
    accessedOn: optionalInteger(row, 'accessed_on'),
  };
}
