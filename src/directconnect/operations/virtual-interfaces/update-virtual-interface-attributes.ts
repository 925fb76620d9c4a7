import type { Input } from '../../../contract/direct-connect.ts';
import type { Call } from '../../call.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { ownerById } from '../../lookup.ts';
import { changing } from '../../model/peering.ts';
import type { VirtualInterface } from '../../model/virtual-interface.ts';
import { assertName } from '../../ordering/order.ts';
import { saveVirtualInterface } from '../../record.ts';
import { viewOfVirtualInterface } from '../../view/virtual-interface-view.ts';
import { isHost, isOwner, presentVirtualInterface } from '../../virtual-interfaces/lookup.ts';
import { checkedMtu } from '../../virtual-interfaces/mtu.ts';
import { checkRateLimit } from '../../virtual-interfaces/rate-limit.ts';
import { checkSiteLink } from '../../virtual-interfaces/target.ts';

/**
 * Changes the name, MTU or SiteLink of a virtual interface, for its owner; or its rate limit, for the owner of the
 * connection whose bandwidth is shared out. While its MTU changes it is pending.
 */
export const updateVirtualInterfaceAttributes: Handler<'UpdateVirtualInterfaceAttributes'> = async (input, call) => {
  const vif = await presentVirtualInterface(call, input.virtualInterfaceId);
  refuseStrangers(call, vif, input);
  await check(call, vif, input);
  const named: VirtualInterface = {
    ...vif,
    name: input.virtualInterfaceName ?? vif.name,
    mtu: input.mtu ?? vif.mtu,
    siteLink: input.enableSiteLink ?? vif.siteLink,
    rateLimit: input.rateLimit ?? vif.rateLimit,
  };
  const changed = named.mtu === vif.mtu ? named : changing(named, call.due('updating', call.now) ?? call.now);
  await saveVirtualInterface(call, changed);
  return viewOfVirtualInterface(call, changed, await call.store.bgpPeers.of(vif.id));
};

type Attributes = Input<'UpdateVirtualInterfaceAttributes'>;

function refuseStrangers(call: Call, vif: VirtualInterface, input: Attributes): void {
  const owners = [input.virtualInterfaceName, input.mtu, input.enableSiteLink].some((value) => value !== undefined);
  if (owners && !isOwner(call, vif))
    throw clientException(
      `Virtual Interface ${vif.id} belongs to account ${vif.account}: only its owner can change its name, MTU and SiteLink.`,
    );
  if (input.rateLimit !== undefined && !isHost(call, vif))
    throw clientException(
      `Virtual Interface ${vif.id} is on a connection of account ${vif.hostAccount}: only the connection's owner can change its rate limit.`,
    );
}

async function check(call: Call, vif: VirtualInterface, input: Attributes): Promise<void> {
  if (input.virtualInterfaceName !== undefined) assertName('virtualInterfaceName', input.virtualInterfaceName, 100);
  if (input.mtu !== undefined) checkedMtu(vif.type, input.mtu);
  checkSiteLink(call, vif.target, input.enableSiteLink ?? false);
  const parent = input.rateLimit === undefined ? undefined : await ownerById(call, vif.parentId);
  if (parent) await checkRateLimit(call, parent, input.rateLimit, vif.rateLimit !== undefined);
}
