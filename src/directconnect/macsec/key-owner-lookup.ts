import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { noSuchConnection, ownLag, ownPort } from '../lookup.ts';
import { lagState } from '../model/lag.ts';

/**
 * The dedicated connection, interconnect or LAG whose keys a call is about. A LAG member has none of its own, and a
 * hosted connection never has any.
 */
export async function keyOwner(call: Call, id: string): Promise<KeyOwner> {
  if (id.startsWith('dxlag-')) {
    const lag = await ownLag(call, id);
    return { ...lag, state: lagState(lag, await call.store.connections.ofLag(id)) };
  }
  const port = await ownPort(call, id);
  if (!port) throw noSuchConnection(id);
  if (port.kind === 'hosted')
    throw clientException(
      `Connection ${id} is a hosted connection, which has no MACsec keys: they belong to its partner's interconnect.`,
    );
  if (port.lagId !== undefined)
    throw clientException(
      `Connection ${id} is a member of Lag ${port.lagId}, whose MACsec keys count for all members: use ${port.lagId} as the connectionId.`,
    );
  return port;
}
