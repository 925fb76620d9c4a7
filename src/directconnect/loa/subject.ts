import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { noSuchConnection, ownLag, ownPort } from '../lookup.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import type { Connection } from '../model/connection.ts';

/** The connection, interconnect or LAG that a LOA-CFA is asked for: what has a cross connect of its own. */
export async function loaSubject(call: Call, id: string): Promise<KeyOwner> {
  if (id.startsWith('dxlag-')) return ownLag(call, id);
  const port = await ownPort(call, id);
  if (!port) throw noSuchConnection(id);
  refuseHosted(port);
  return port;
}

/** A hosted connection comes over its partner's cross connect. */
export function refuseHosted(port: Connection): void {
  if (port.kind !== 'hosted') return;
  throw clientException(
    `Connection ${port.id} is a hosted connection, which has no LOA-CFA: the cross connect is that of its partner's interconnect.`,
  );
}
