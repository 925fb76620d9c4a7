import type { Handler } from '../../handler.ts';
import { allocateVirtualInterface } from '../../virtual-interfaces/provision.ts';

/** Makes a transit virtual interface for another account, which confirms it. */
export const allocateTransitVirtualInterface: Handler<'AllocateTransitVirtualInterface'> = async (input, call) => ({
  virtualInterface: await allocateVirtualInterface(
    call,
    'transit',
    input.connectionId,
    input.ownerAccount,
    input.newTransitVirtualInterfaceAllocation,
  ),
});
