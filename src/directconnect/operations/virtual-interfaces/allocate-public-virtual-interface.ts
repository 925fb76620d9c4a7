import type { Handler } from '../../handler.ts';
import { allocateVirtualInterface } from '../../virtual-interfaces/provision.ts';

/** Makes a public virtual interface for another account, which confirms it. */
export const allocatePublicVirtualInterface: Handler<'AllocatePublicVirtualInterface'> = (input, call) =>
  allocateVirtualInterface(
    call,
    'public',
    input.connectionId,
    input.ownerAccount,
    input.newPublicVirtualInterfaceAllocation,
  );
