import type { Instant } from './model/secret.ts';
import type { Store } from './ports.ts';

/**
 * Brings the tables to `now`: secrets whose recovery window has ended are gone, with their values, and their names are
 * free. For the start of every unit of work: one that is undone, or a restart, only leaves it to the next.
 */
export async function settle(store: Store, now: Instant): Promise<void> {
  for (const secret of await store.secrets.due(now)) await store.secrets.remove(secret);
}
