import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { isThere } from '../model/peering.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';

// A virtual interface is seen by its owner and by the owner of the connection that carries it; for others it is not there.

const ID = /^dxvif-[a-zA-Z0-9]{8,21}$/;

/** Terraform takes a text with `does not exist` for "already gone". */
const noSuchVirtualInterface = (id: string): Error => clientException(`Virtual Interface ${id} does not exist.`);

export const isOwner = (call: Call, vif: VirtualInterface): boolean => vif.account === call.caller.account;

/** Whether the caller owns what carries it. */
export const isHost = (call: Call, vif: VirtualInterface): boolean =>
  (vif.hostAccount ?? vif.account) === call.caller.account;

/** One that the caller may see, deleted ones that are still listed among them. */
export async function seenVirtualInterface(call: Call, id: string): Promise<VirtualInterface | undefined> {
  const found = await call.store.virtualInterfaces.find(id);
  return found?.region === call.caller.region && (isOwner(call, found) || isHost(call, found)) ? found : undefined;
}

/** One that the caller owns or carries, and that is still there. */
export async function presentVirtualInterface(call: Call, id: string): Promise<VirtualInterface> {
  if (!ID.test(id)) throw clientException(`Virtual Interface ID ${id} has an invalid format.`);
  const found = await seenVirtualInterface(call, id);
  if (!found || !isThere(found)) throw noSuchVirtualInterface(id);
  return found;
}

/** The caller's own. */
export async function ownVirtualInterface(call: Call, id: string): Promise<VirtualInterface> {
  const found = await presentVirtualInterface(call, id);
  if (!isOwner(call, found)) {
    throw clientException(
      `Virtual Interface ${id} belongs to account ${found.account}: only its owner can do this, not account ${call.caller.account}.`,
    );
  }
  return found;
}
