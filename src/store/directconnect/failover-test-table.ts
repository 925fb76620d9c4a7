import type { FailoverTest } from '../../directconnect/model/failover-test.ts';
import type { Instant } from '../../directconnect/model/transition.ts';
import type { FailoverTestFilter, FailoverTestStore, Page, PageRequest, Place } from '../../directconnect/stores.ts';
import { pageOf, rowsWanted } from '../page.ts';
import { integer, optionalInteger, orNull, text, texts, word } from '../row.ts';
import type { Row, Sql, SqlValue } from '../sql.ts';

const PLACE = 'account = ? AND region = ? AND seq > ? ORDER BY seq LIMIT ?';
/** How many rows are looked at together, where not every one fits. */
const STRIDE = 100;

/** Failover tests, those in progress and those of the last 365 days. */
export class FailoverTestTable implements FailoverTestStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async running(virtualInterfaceId: string): Promise<FailoverTest | undefined> {
    const row = await this.#sql.get(
      "SELECT * FROM failover_test WHERE virtual_interface_id = ? AND status = 'In progress'",
      virtualInterfaceId,
    );
    return row && testOf(row);
  }

  async list(place: Place, filter: FailoverTestFilter, page: PageRequest): Promise<Page<FailoverTest>> {
    const wanted = rowsWanted(page);
    const fitting: Row[] = [];
    let after = page.after ?? 0;
    for (;;) {
      const rows = await this.#rows(place, filter, after);
      fitting.push(...rows.filter((row) => fits(testOf(row), filter)));
      const last = rows.at(-1);
      if (fitting.length >= wanted || rows.length < STRIDE || !last) break;
      after = integer(last, 'seq');
    }
    return pageOf(fitting.slice(0, wanted), page, testOf);
  }

  async add(test: FailoverTest): Promise<void> {
    await this.#sql.run(
      `INSERT INTO failover_test (id, virtual_interface_id, account, region, peer_ids, status, minutes, started_at, ended_at,
       due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      test.id,
      test.virtualInterfaceId,
      test.account,
      test.region,
      JSON.stringify(test.peerIds),
      test.status,
      test.minutes,
      test.startedAt,
      orNull(test.endedAt),
      test.dueAt,
    );
  }

  async save(test: FailoverTest): Promise<void> {
    await this.#sql.run(
      'UPDATE failover_test SET status = ?, ended_at = ?, due_at = ? WHERE id = ?',
      test.status,
      orNull(test.endedAt),
      test.dueAt,
      test.id,
    );
  }

  async remove(id: string): Promise<void> {
    await this.#sql.run('DELETE FROM failover_test WHERE id = ?', id);
  }

  async due(now: Instant): Promise<readonly FailoverTest[]> {
    const rows = await this.#sql.all('SELECT * FROM failover_test WHERE due_at <= ? ORDER BY due_at, seq', now);
    return rows.map(testOf);
  }

  /** By the narrowest index that the filter allows. */
  async #rows({ account, region }: Place, filter: FailoverTestFilter, after: number): Promise<readonly Row[]> {
    const rest: readonly SqlValue[] = [account, region, after, STRIDE];
    if (filter.testId !== undefined)
      return this.#sql.all(`SELECT * FROM failover_test WHERE id = ? AND ${PLACE}`, filter.testId, ...rest);
    if (filter.virtualInterfaceId !== undefined) {
      return this.#sql.all(
        `SELECT * FROM failover_test WHERE virtual_interface_id = ? AND ${PLACE}`,
        filter.virtualInterfaceId,
        ...rest,
      );
    }
    return this.#sql.all(`SELECT * FROM failover_test WHERE ${PLACE}`, ...rest);
  }
}

const fits = (test: FailoverTest, { testId, virtualInterfaceId, peerIds, status }: FailoverTestFilter): boolean =>
  (testId === undefined || test.id === testId) &&
  (virtualInterfaceId === undefined || test.virtualInterfaceId === virtualInterfaceId) &&
  (peerIds === undefined || peerIds.length === 0 || peerIds.some((id) => test.peerIds.includes(id))) &&
  (status === undefined || test.status === status);

const testOf = (row: Row): FailoverTest => ({
  id: text(row, 'id'),
  virtualInterfaceId: text(row, 'virtual_interface_id'),
  account: text(row, 'account'),
  region: text(row, 'region'),
  peerIds: texts(row, 'peer_ids'),
  status: word(row, 'status'),
  minutes: integer(row, 'minutes'),
  startedAt: integer(row, 'started_at'),
  endedAt: optionalInteger(row, 'ended_at'),
  dueAt: integer(row, 'due_at'),
});
