import { finish } from '../../failover/failover.ts';
import type { Handler } from '../../handler.ts';
import { leaving, rejected } from '../../model/peering.ts';
import { saveVirtualInterface } from '../../record.ts';
import { isOwner, presentVirtualInterface } from '../../virtual-interfaces/lookup.ts';

/** Deletes a virtual interface, for its owner or the connection's. An owner who has not confirmed it declines it. */
export const deleteVirtualInterface: Handler<'DeleteVirtualInterface'> = async (input, call) => {
  const vif = await presentVirtualInterface(call, input.virtualInterfaceId);
  const test = await call.store.failoverTests.running(vif.id);
  if (test) await finish(call, test, 'Cancelled', call.now);
  const declined = vif.state === 'confirming' && isOwner(call, vif);
  const end = declined ? rejected(call.now, call.due) : leaving(call.now, call.due);
  // The peers go with it, in no time of their own.
  for (const peer of await call.store.bgpPeers.of(vif.id))
    await call.store.bgpPeers.save({ ...peer, state: 'deleting', wait: undefined, dueAt: undefined, inTest: false });
  await saveVirtualInterface(call, { ...vif, ...end });
  return { virtualInterfaceState: end.state };
};
