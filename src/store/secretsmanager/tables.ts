import type { AtRest } from '../../crypto/at-rest.ts';
import type { Store } from '../../secretsmanager/ports.ts';
import type { Sql } from '../sql.ts';
import { SecretTable } from './secret-table.ts';
import { SecretTagTable } from './secret-tag-table.ts';
import { SecretVersionTable } from './secret-version-table.ts';

/** The tables of Secrets Manager in a database, its values sealed. */
export const secretsManagerTables = (sql: Sql, atRest: AtRest): Store => ({
  secrets: new SecretTable(sql),
  versions: new SecretVersionTable(sql, atRest),
  tags: new SecretTagTable(sql),
});
