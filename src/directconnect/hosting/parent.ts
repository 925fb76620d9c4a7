import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { ownInterconnect, ownLag } from '../lookup.ts';
import { titleOf } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import { megabitsPerSecond } from '../ordering/speed.ts';

/** The interconnect, or LAG of interconnects, of the caller's that can carry hosted connections. */
export async function hostingParent(call: Call, id: string): Promise<KeyOwner> {
  if (id.startsWith('dxlag-')) {
    const lag = await ownLag(call, id);
    if (!lag.allowsHostedConnections)
      throw clientException(`Lag ${id} does not allow hosted connections: it has no interconnect among its members.`);
    return lag;
  }
  const port = await ownInterconnect(call, id);
  if (port.lagId !== undefined)
    throw clientException(
      `Interconnect ${id} is a member of Lag ${port.lagId}: hosted connections are allocated on the LAG.`,
    );
  return port;
}

/** Refuses a slice that is larger than the port that would carry it. */
export function refuseUnlessItFits(bandwidth: string, parent: KeyOwner): void {
  if ((megabitsPerSecond(bandwidth) ?? 0) > (megabitsPerSecond(parent.bandwidth) ?? 0))
    throw clientException(`Bandwidth ${bandwidth} is more than ${titleOf(parent)} has (${parent.bandwidth}).`);
}
