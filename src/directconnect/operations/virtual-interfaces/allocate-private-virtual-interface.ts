import type { Handler } from '../../handler.ts';
import { allocateVirtualInterface } from '../../virtual-interfaces/provision.ts';

/** Makes a private virtual interface for another account, which confirms it. */
export const allocatePrivateVirtualInterface: Handler<'AllocatePrivateVirtualInterface'> = (input, call) =>
  allocateVirtualInterface(
    call,
    'private',
    input.connectionId,
    input.ownerAccount,
    input.newPrivateVirtualInterfaceAllocation,
  );
