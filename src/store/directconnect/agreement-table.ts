import type { Instant } from '../../directconnect/model/transition.ts';
import type { AgreementStore } from '../../directconnect/stores.ts';
import { text } from '../row.ts';
import type { Sql } from '../sql.ts';

/** The agreements that accounts have signed, and when they first did. */
export class AgreementTable implements AgreementStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async signedBy(account: string): Promise<readonly string[]> {
    const rows = await this.#sql.all('SELECT name FROM signed_agreement WHERE account = ? ORDER BY name', account);
    return rows.map((row) => text(row, 'name'));
  }

  async sign(account: string, name: string, at: Instant): Promise<void> {
    await this.#sql.run(
      'INSERT INTO signed_agreement (account, name, signed_at) VALUES (?, ?, ?) ON CONFLICT (account, name) DO NOTHING',
      account,
      name,
      at,
    );
  }
}
