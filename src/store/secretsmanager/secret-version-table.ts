import type { AtRest } from '../../crypto/at-rest.ts';
import type { Instant } from '../../secretsmanager/model/secret.ts';
import type { SecretValue } from '../../secretsmanager/model/secret-value.ts';
import type { SecretVersion } from '../../secretsmanager/model/secret-version.ts';
import type { Page, PageRequest, VersionStore } from '../../secretsmanager/ports.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, octets, optionalInteger, orNull, text, word } from '../row.ts';
import type { Row, Sql } from '../sql.ts';
import { NUMBER_OF, allOfSecrets, byArn } from './secret-number.ts';

// Without the sealed value: only `valueOf` asks for that.
const COLUMNS = ['seq', 'version_id', 'stages', 'created_at', 'accessed_on'];
const NONE = '[]';
const OF_SECRET = `secret = ${NUMBER_OF}`;
const SELECT = `SELECT ${COLUMNS.join(', ')} FROM secret_version WHERE ${OF_SECRET}`;
// The partial index of staged versions is used only if its condition stands in the statement.
const STAGED = `stages <> '${NONE}'`;
const LIST_ALL = `${SELECT} AND seq > ? ORDER BY seq LIMIT ?`;
const LIST_STAGED = `${SELECT} AND ${STAGED} AND seq > ? ORDER BY seq LIMIT ?`;
const STAGED_OF_ALL = (names: string): string =>
  `SELECT secret.arn, ${COLUMNS.map((column) => `version.${column}`).join(', ')}
   FROM secret JOIN secret_version AS version ON version.secret = secret.seq
   WHERE secret.name IN (${names}) AND secret.account = ? AND secret.region = ? AND version.${STAGED} ORDER BY version.seq`;
const INSERT = `INSERT INTO secret_version (secret, version_id, stages, created_at, accessed_on, form, value)
  VALUES (${NUMBER_OF}, ?, ?, ?, ?, ?, ?)`;
const UPDATE = `UPDATE secret_version SET stages = ?, accessed_on = ? WHERE ${OF_SECRET} AND version_id = ?`;
const VALUE = `SELECT form, value FROM secret_version WHERE ${OF_SECRET} AND version_id = ?`;
const PRUNE = `DELETE FROM secret_version WHERE ${OF_SECRET} AND stages = '${NONE}' AND created_at < ?
  AND seq <= (SELECT seq FROM secret_version WHERE ${OF_SECRET} ORDER BY seq DESC LIMIT 1 OFFSET ?)`;

/** Versions of secrets, each with its sealed value. */
export class SecretVersionTable implements VersionStore {
  readonly #sql: Sql;
  readonly #atRest: AtRest;

  constructor(sql: Sql, atRest: AtRest) {
    this.#sql = sql;
    this.#atRest = atRest;
  }

  async find(secretArn: string, versionId: string): Promise<SecretVersion | undefined> {
    const row = await this.#sql.get(`${SELECT} AND version_id = ?`, ...byArn(secretArn), versionId);
    return row && versionOf(row, secretArn);
  }

  async staged(secretArn: string): Promise<readonly SecretVersion[]> {
    const rows = await this.#sql.all(`${SELECT} AND ${STAGED} ORDER BY seq`, ...byArn(secretArn));
    return rows.map((row) => versionOf(row, secretArn));
  }

  async stagedOfAll(secretArns: readonly string[]): Promise<readonly SecretVersion[]> {
    const rows = await allOfSecrets(this.#sql, secretArns, STAGED_OF_ALL);
    return rows.map((row) => versionOf(row, text(row, 'arn')));
  }

  async list(secretArn: string, includeDeprecated: boolean, page: PageRequest): Promise<Page<SecretVersion>> {
    const rows = await this.#sql.all(
      includeDeprecated ? LIST_ALL : LIST_STAGED,
      ...byArn(secretArn),
      page.after ?? 0,
      rowsWanted(page),
    );
    return pageOf(rows, page, (row) => versionOf(row, secretArn));
  }

  async add(version: SecretVersion, value: SecretValue): Promise<void> {
    await this.#sql.run(
      INSERT,
      ...byArn(version.secretArn),
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
      UPDATE,
      JSON.stringify(version.stages),
      orNull(version.accessedOn),
      ...byArn(version.secretArn),
      version.versionId,
    );
  }

  async valueOf(version: SecretVersion): Promise<SecretValue> {
    const row = await this.#sql.get(VALUE, ...byArn(version.secretArn), version.versionId);
    if (!row) throw new Error(`version ${version.versionId} of ${version.secretArn} is not stored`);
    const form = word<SecretValue['form']>(row, 'form');
    return { form, octets: this.#atRest.open('secret value', octets(row, 'value'), sealContext(version, form)) };
  }

  async prune(secretArn: string, keep: number, before: Instant): Promise<void> {
    await this.#sql.run(PRUNE, ...byArn(secretArn), before, ...byArn(secretArn), keep);
  }
}

/** The ARN says account, Region and secret: a sealed value opens for no other, nor for another version or form. */
const sealContext = (version: Pick<SecretVersion, 'secretArn' | 'versionId'>, form: SecretValue['form']): string =>
  `secret_version ${version.secretArn} ${version.versionId} ${form}`;

function versionOf(row: Row, secretArn: string): SecretVersion {
  return {
    secretArn,
    versionId: text(row, 'version_id'),
    stages: JSON.parse(text(row, 'stages')) as readonly string[],
    createdAt: integer(row, 'created_at'),
    accessedOn: optionalInteger(row, 'accessed_on'),
  };
}
