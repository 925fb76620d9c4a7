import type { Moment } from '../call.ts';
import { groupBy } from '../group-by.ts';
import { hasNoLink } from '../model/lag.ts';

/** Which of these connections and LAGs are down, and all that they carry with them. */
export async function downParents({ store }: Moment, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const unique = [...new Set(ids)];
  const lagIds = unique.filter((id) => id.startsWith('dxlag-'));
  const connections = await store.connections.findAll(unique.filter((id) => !id.startsWith('dxlag-')));
  const lags = await store.lags.findAll(lagIds);
  const members = groupBy(await store.connections.ofLags(lagIds), (member) => member.lagId);
  return new Set([
    ...connections.filter((connection) => connection.state === 'down').map((connection) => connection.id),
    ...lags.filter((lag) => hasNoLink(lag, members.get(lag.id) ?? [])).map((lag) => lag.id),
  ]);
}
