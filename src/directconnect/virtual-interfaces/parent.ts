import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { ownConnection, ownLag } from '../lookup.ts';
import { isLag, titleOf } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { lagState } from '../model/lag.ts';
import { inService } from '../model/port.ts';

/** What carries virtual interfaces: a dedicated or hosted connection that stands alone, or a LAG for its members. */
export type Parent = KeyOwner;

/** The caller's connection or LAG that a virtual interface is ordered on, or moves to. */
export async function parentHere(call: Call, id: string): Promise<Parent> {
  const parent = id.startsWith('dxlag-') ? await lagHere(call, id) : await ownConnection(call, id);
  if (!isLag(parent) && parent.lagId !== undefined) {
    throw clientException(
      `Connection ${id} is a member of Lag ${parent.lagId}, which carries the virtual interfaces: use ${parent.lagId} as the connectionId.`,
    );
  }
  // A port whose keys or mode change is in service again in a moment.
  if (!inService(parent) && parent.wait !== 'changing') {
    throw clientException(
      `The specified Connection ID is not available: ${titleOf(parent)} is ${parent.state}, and carries virtual interfaces only once it is available.`,
    );
  }
  return parent;
}

async function lagHere(call: Call, id: string): Promise<Parent> {
  const lag = await ownLag(call, id);
  return { ...lag, state: lagState(lag, await call.store.connections.ofLag(id)) };
}
