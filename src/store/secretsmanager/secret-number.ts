import { text } from '../row.ts';
import { allIn } from '../sql.ts';
import type { Row, Sql } from '../sql.ts';

// The rows of a secret are filed under its number, and everyone knows it by its ARN. No index holds ARNs: an ARN says
// the place and the name, which an index must find anyway, and a second one with a random place for every new secret
// would cost as many pages again.

/** The condition that an ARN is; its values are those of `byArn`. */
export const IS_ARN = 'account = ? AND region = ? AND name = ? AND arn = ?';

/** The number of the secret with an ARN; its values are those of `byArn`. */
export const NUMBER_OF = `(SELECT seq FROM secret WHERE ${IS_ARN})`;

/** The six random letters that end an ARN, and the hyphen before them. */
const SUFFIX = 7;

/** `arn:partition:secretsmanager:region:account:secret:name-letters`, as values. */
export function byArn(arn: string): readonly [account: string, region: string, name: string, arn: string] {
  const [, , , region = '', account = '', , name = ''] = arn.split(':');
  return [account, region, name.slice(0, -SUFFIX), arn];
}

/**
 * Rows that belong to many secrets, each with the `arn` of its secret.
 *
 * @param statement gives the statement for a list of placeholders: names, then the account and the Region
 */
export async function allOfSecrets(
  sql: Sql,
  arns: readonly string[],
  statement: (names: string) => string,
): Promise<readonly Row[]> {
  const places = new Map<string, { readonly account: string; readonly region: string; readonly names: string[] }>();
  for (const [account, region, name] of arns.map(byArn)) {
    const place = places.get(`${account} ${region}`);
    if (place) place.names.push(name);
    else places.set(`${account} ${region}`, { account, region, names: [name] });
  }
  const wanted = new Set(arns);
  const rows: Row[] = [];
  for (const { account, region, names } of places.values()) {
    for (const row of await allIn(sql, names, statement, account, region))
      if (wanted.has(text(row, 'arn'))) rows.push(row);
  }
  return rows;
}
