import type { AtRest } from '../../crypto/at-rest.ts';
import type { Cak } from '../../crypto/confidential.ts';
import { numbered } from '../../directconnect/model/mac-sec-key.ts';
import type { KeyPair, MacSecKey, NewMacSecKey } from '../../directconnect/model/mac-sec-key.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { MacSecKeyStore } from '../../directconnect/stores.ts';
import { integer, octets, optionalInteger, orNull, text, word } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Kept, Row, Sql } from '../sql.ts';
import type { Written } from '../written.ts';

// Without the sealed pair: only the port asks for that, by association number.
const COLUMNS = 'association_number, owner_id, secret_arn, ckn, state, due_at, started_at';

/** The keys of connections, interconnects and LAGs, each with its own sealed copy of the CAK. */
export class MacSecKeyTable implements MacSecKeyStore {
  readonly #sql: Sql;
  readonly #atRest: AtRest;
  readonly #written: Written;
  /** By owner, oldest first: what is asked for before each change of a key is known from the change before. */
  readonly #kept: Kept<readonly MacSecKey[]>;

  constructor(sql: Sql, atRest: AtRest, written: Written = () => {}) {
    this.#sql = sql;
    this.#atRest = atRest;
    this.#written = written;
    this.#kept = sql.keep();
  }

  async of(ownerId: string): Promise<readonly MacSecKey[]> {
    const kept = this.#kept.get(ownerId);
    if (kept) return kept;
    const rows = await this.#sql.all(
      `SELECT ${COLUMNS} FROM mac_sec_key WHERE owner_id = ? ORDER BY association_number`,
      ownerId,
    );
    const keys = rows.map(keyOf);
    this.#kept.set(ownerId, keys);
    return keys;
  }

  async ofAll(ownerIds: readonly string[]): Promise<readonly MacSecKey[]> {
    const rows = await allIn(
      this.#sql,
      ownerIds,
      (ids) => `SELECT ${COLUMNS} FROM mac_sec_key WHERE owner_id IN (${ids}) ORDER BY association_number`,
    );
    return rows.map(keyOf);
  }

  async owners(): Promise<readonly string[]> {
    return (await this.#sql.all('SELECT DISTINCT owner_id FROM mac_sec_key ORDER BY owner_id')).map((row) =>
      text(row, 'owner_id'),
    );
  }

  async withSecret(secretArn: string): Promise<readonly MacSecKey[]> {
    const rows = await this.#sql.all(
      `SELECT ${COLUMNS} FROM mac_sec_key WHERE secret_arn = ? ORDER BY association_number`,
      secretArn,
    );
    return rows.map(keyOf);
  }

  async add(key: NewMacSecKey, pair: KeyPair): Promise<number> {
    const associationNumber = await this.#sql.insert(
      'INSERT INTO mac_sec_key (owner_id, secret_arn, ckn, cak, state, due_at, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      key.ownerId,
      key.secretArn,
      key.ckn,
      this.#atRest.seal(pair.cak, sealContext(key)),
      key.state,
      orNull(key.dueAt),
      key.startedAt,
    );
    const added = numbered(key, associationNumber);
    this.#hasWritten(key.ownerId, (keys) => [...keys, added]);
    return associationNumber;
  }

  async save(key: MacSecKey): Promise<void> {
    await this.#sql.run(
      'UPDATE mac_sec_key SET state = ?, due_at = ? WHERE association_number = ?',
      key.state,
      orNull(key.dueAt),
      key.associationNumber,
    );
    this.#hasWritten(key.ownerId, (keys) => keys.map((other) => (isSame(other, key) ? key : other)));
  }

  async remove(key: MacSecKey): Promise<void> {
    await this.#sql.run('DELETE FROM mac_sec_key WHERE association_number = ?', key.associationNumber);
    this.#hasWritten(key.ownerId, (keys) => keys.filter((other) => !isSame(other, key)));
  }

  async removeOf(ownerId: string): Promise<void> {
    await this.#sql.run('DELETE FROM mac_sec_key WHERE owner_id = ?', ownerId);
    this.#hasWritten(ownerId, () => []);
  }

  async due(now: Instant): Promise<readonly MacSecKey[]> {
    return (
      await this.#sql.all(
        `SELECT ${COLUMNS} FROM mac_sec_key WHERE due_at <= ? ORDER BY due_at, association_number`,
        now,
      )
    ).map(keyOf);
  }

  /** The CAK of an association. For the port alone. */
  async cakOf(key: MacSecKey): Promise<Cak | undefined> {
    const row = await this.#sql.get('SELECT cak FROM mac_sec_key WHERE association_number = ?', key.associationNumber);
    return row && this.#atRest.open('CAK', octets(row, 'cak'), sealContext(key));
  }

  /** @param change what the keys of the owner are now, from what they were */
  #hasWritten(ownerId: string, change: (keys: readonly MacSecKey[]) => readonly MacSecKey[]): void {
    const kept = this.#kept.get(ownerId);
    if (kept) this.#kept.set(ownerId, change(kept));
    this.#written(ownerId, 'keys');
  }
}

const isSame = (a: MacSecKey, b: MacSecKey): boolean => a.associationNumber === b.associationNumber;

const sealContext = (key: Pick<MacSecKey, 'ownerId' | 'ckn'>): string => `mac_sec_key ${key.ownerId} ${key.ckn}`;

function keyOf(row: Row): MacSecKey {
  return {
    associationNumber: integer(row, 'association_number'),
    ownerId: text(row, 'owner_id'),
    secretArn: text(row, 'secret_arn'),
    ckn: text(row, 'ckn'),
    state: word(row, 'state'),
    startedAt: integer(row, 'started_at'),
    dueAt: optionalInteger(row, 'due_at'),
  };
}
