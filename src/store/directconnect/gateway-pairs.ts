import type { AssociatedGateway } from '../../directconnect/model/association.ts';
import type { GatewayPairFilter } from '../../directconnect/stores.ts';
import { integer, text, word } from '../row.ts';
import type { Row, Sql, SqlValue } from '../sql.ts';

// What associations and their proposals have in common: a Direct Connect gateway of one account at one end, a gateway of
// EC2's of the same or of another account at the other, and both accounts see the row.

type PairTable = 'gateway_association' | 'gateway_proposal';
type Range = readonly [after: number, wanted: number];

const SEEN = '(gateway_account = ? OR associated_account = ?) AND seq > ? ORDER BY seq LIMIT ?';

/** The rows of a page that the account owns an end of, by the narrowest index that the filter allows. */
export async function listSeen(
  sql: Sql,
  table: PairTable,
  account: string,
  { gatewayId, associatedId }: GatewayPairFilter,
  range: Range,
): Promise<readonly Row[]> {
  const rest: readonly SqlValue[] = [account, account, ...range];
  if (gatewayId !== undefined && associatedId !== undefined) {
    return sql.all(
      `SELECT * FROM ${table} WHERE gateway_id = ? AND associated_id = ? AND ${SEEN}`,
      gatewayId,
      associatedId,
      ...rest,
    );
  }
  if (gatewayId !== undefined)
    return sql.all(`SELECT * FROM ${table} WHERE gateway_id = ? AND ${SEEN}`, gatewayId, ...rest);
  if (associatedId !== undefined)
    return sql.all(`SELECT * FROM ${table} WHERE associated_id = ? AND ${SEEN}`, associatedId, ...rest);
  return listOwned(sql, table, account, range);
}

/** Those of either end, each by its own index, and one that the account owns both ends of once. */
async function listOwned(sql: Sql, table: PairTable, account: string, range: Range): Promise<readonly Row[]> {
  const own = await sql.all(
    `SELECT * FROM ${table} WHERE gateway_account = ? AND seq > ? ORDER BY seq LIMIT ?`,
    account,
    ...range,
  );
  const others = await sql.all(
    `SELECT * FROM ${table} WHERE associated_account = ? AND associated_account <> gateway_account AND seq > ?
     ORDER BY seq LIMIT ?`,
    account,
    ...range,
  );
  return [...own, ...others].sort((a, b) => integer(a, 'seq') - integer(b, 'seq')).slice(0, range[1]);
}

export const associatedGatewayOf = (row: Row): AssociatedGateway => ({
  id: text(row, 'associated_id'),
  type: word(row, 'associated_type'),
  account: text(row, 'associated_account'),
  region: text(row, 'associated_region'),
});
